package io.tracemill.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.cli.live.LiveFeed;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.NanoTime;

/**
 * The events of a feed for one reader, one at a time: the next is written when the reader has taken the last. Nothing
 * is kept for the reader. One that is so slow that its next event is gone has to connect again.
 */
final class LiveStream extends IteratingCallback {

    /** Time in which a reader must take an event. */
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    /** After so long without an event, a comment shows that the connection is alive. */
    private static final long QUIET_NANOS = 15_000_000_000L;

    private static final byte[] FIRST = "retry: 3000\n\n".getBytes(UTF_8);
    private static final byte[] ALIVE = ":\n\n".getBytes(UTF_8);

    private final LiveFeed feed;
    private final Reply reply;
    private final End end;
    private Optional<Long> known;
    private boolean hasBegun;
    private volatile boolean isEnding;
    private volatile boolean isWriting;
    private volatile long moved = System.nanoTime();

    /** Is told the end of a stream. */
    @FunctionalInterface
    interface End {
        /** A reader has gone, or was too slow. */
        void ended(LiveStream stream, boolean wasSlow);
    }

    LiveStream(LiveFeed feed, Optional<Long> known, Reply reply, End end) {
        this.feed = feed;
        this.known = known.filter(feed::reaches);
        this.reply = reply;
        this.end = end;
    }

    @Override
    protected Action process() {
        if (isEnding) {
            return Action.SUCCEEDED;
        }
        Optional<byte[]> next = next();
        if (next.isEmpty()) {
            return Action.IDLE;
        }
        isWriting = true;
        moved = System.nanoTime();
        reply.response().write(false, ByteBuffer.wrap(next.get()).asReadOnlyBuffer(), this);
        return Action.SCHEDULED;
    }

    private Optional<byte[]> next() {
        if (!hasBegun) {
            hasBegun = true;
            return Optional.of(FIRST);
        }
        if (known.isEmpty()) {
            LiveFeed.Event whole = feed.whole();
            known = Optional.of(whole.number());
            return Optional.of(whole.text());
        }
        if (!feed.reaches(known.get())) {
            end.ended(this, true);
            throw new TooSlowException();
        }
        Optional<LiveFeed.Event> change = feed.after(known.get());
        if (change.isEmpty()) {
            return NanoTime.since(moved) > QUIET_NANOS ? Optional.of(ALIVE) : Optional.empty();
        }
        known = Optional.of(change.get().number());
        return Optional.of(change.get().text());
    }

    private static final class TooSlowException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooSlowException() {
            super("the reader is too slow");
        }
    }

    @Override
    protected void onSuccess() {
        isWriting = false;
    }

    /** Writes what there is, and gives up a reader that does not take it. Any thread may ask for that. */
    void look() {
        if (isWriting && NanoTime.since(moved) > PATIENCE_NANOS) {
            end.ended(this, true);
            disconnect();
        } else {
            iterate();
        }
    }

    /** Ends the stream, as the server ends. */
    void end() {
        isEnding = true;
        if (isWriting) {
            disconnect();
        } else {
            iterate();
        }
    }

    /** Makes the write that is in progress fail. */
    private void disconnect() {
        reply.request().getConnectionMetaData().getConnection().getEndPoint().close();
    }

    @Override
    protected void onCompleteSuccess() {
        end.ended(this, false);
        reply.callback().succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        end.ended(this, false);
        reply.callback().failed(cause);
    }
}
