package io.tracemill.cli.receive;

import io.tracemill.cli.http.Refusal;
import io.tracemill.cli.terminal.ErrorLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a body as it comes. No thread waits for the client, and no more is read than what keeps it takes. A client that
 * is too slow is refused.
 */
final class Intake implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /** The rate is that over so long. */
    private static final long WINDOW_SECONDS = 10;

    /** After so many pieces of a body, others have a turn. */
    private static final int MOST_CHUNKS = 64;

    private final Exchange exchange;
    private final long leastBytesPerSecond;
    private final Body body;
    private final End end;
    private long received;
    private long windowBegin = NanoTime.now();
    private long windowBytes;
    private boolean isOver;

    /** Is told how it ends, once. */
    interface End {
        /** The body is whole. */
        void whole(Intake intake);

        /** It will never be; the client is told this. */
        void broken(Intake intake, Refusal refusal);
    }

    /** An intake that has not read anything yet. */
    Intake(Exchange exchange, Body body, long leastBytesPerSecond, End end) {
        this.exchange = exchange;
        this.body = body;
        this.leastBytesPerSecond = leastBytesPerSecond;
        this.end = end;
    }

    Exchange exchange() {
        return exchange;
    }

    /** Bytes of the body so far. */
    synchronized long received() {
        return received;
    }

    /** Begins, in a thread of the server. */
    void begin() {
        exchange.request().getComponents().getExecutor().execute(this);
    }

    @Override
    public void run() {
        settle(this::read);
    }

    /** Refuses the client if it was too slow for a while. */
    void checkRate() {
        settle(() -> {
            long seconds = NanoTime.secondsSince(windowBegin);
            if (seconds < WINDOW_SECONDS) {
                return null;
            }
            if (received - windowBytes < leastBytesPerSecond * seconds) {
                return broken(new Refusal(
                        HttpStatus.REQUEST_TIMEOUT_408,
                        "the body came with less than " + leastBytesPerSecond + " bytes a second; send it again"));
            }
            windowBegin = NanoTime.now();
            windowBytes = received;
            return null;
        });
    }

    /** One step, which tells how it ends if it does. */
    @FunctionalInterface
    private interface Step {
        @Nullable
        Consumer<End> take();
    }

    private void settle(Step step) {
        Consumer<End> told;
        synchronized (this) {
            told = isOver ? null : step.take();
            if (told != null) {
                isOver = true;
                close();
            }
        }
        if (told != null) {
            told.accept(end);
        }
    }

    private @Nullable Consumer<End> read() {
        for (int chunks = 0; chunks < MOST_CHUNKS; chunks++) {
            Content.Chunk chunk = exchange.request().read();
            if (chunk == null) {
                exchange.request().demand(this);
                return null;
            }
            if (Content.Chunk.isFailure(chunk)) {
                return broken(new Refusal(HttpStatus.BAD_REQUEST_400, "the body ended too early; send it again"));
            }
            boolean isLast = chunk.isLast();
            try {
                write(chunk.getByteBuffer());
            } catch (Refusal e) {
                return broken(e);
            } catch (IOException e) {
                LOG.warn("a body cannot be written: {}", ErrorLine.of(e));
                return broken(Refusal.forNow(
                        HttpStatus.SERVICE_UNAVAILABLE_503,
                        "the door cannot write to its disk now; send it again later",
                        10));
            } finally {
                chunk.release();
            }
            if (isLast) {
                return told -> told.whole(this);
            }
        }
        begin();
        return null;
    }

    private Consumer<End> broken(Refusal refusal) {
        return told -> told.broken(this, refusal);
    }

    private void write(ByteBuffer bytes) throws IOException {
        received += bytes.remaining();
        body.write(bytes);
    }

    private void close() {
        try {
            body.close();
        } catch (IOException e) {
            LOG.warn("a body cannot be closed: {}", ErrorLine.of(e));
        }
    }
}
