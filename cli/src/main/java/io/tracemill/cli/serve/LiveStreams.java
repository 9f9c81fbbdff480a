package io.tracemill.cli.serve;

import io.tracemill.cli.http.Refusal;
import io.tracemill.cli.live.LiveFeed;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;

/** The readers that follow a feed, at most so many. Thread-safe. */
final class LiveStreams implements AutoCloseable {

    /** Readers at a time; each holds a connection. */
    static final int MOST = 64;

    private static final long LOOK_EVERY_SECONDS = 5;

    private final LiveFeed feed;
    private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "live-streams");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledFuture<?> looking;
    private boolean isClosed;

    /** Readers of this feed. */
    LiveStreams(LiveFeed feed) {
        this.feed = feed;
        feed.onChange(() -> streams.forEach(LiveStream::look));
        this.looking = clock.scheduleWithFixedDelay(
                () -> streams.forEach(LiveStream::look), LOOK_EVERY_SECONDS, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** Lets a reader follow; one that followed before goes on where it was, if that is not too long ago. */
    void open(Reply reply) throws Refusal {
        Optional<Long> known = Optional.ofNullable(reply.request().getHeaders().get("Last-Event-ID"))
                .flatMap(feed::known);
        LiveStream stream = new LiveStream(feed, known, reply, this::ended);
        synchronized (this) {
            if (isClosed || streams.size() >= MOST) {
                throw new Refusal(
                        HttpStatus.SERVICE_UNAVAILABLE_503, "too many browsers follow the fleet; try again later");
            }
            streams.add(stream);
            feed.joined();
        }
        reply.response().getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        reply.response().getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        reply.response().getHeaders().put("X-Accel-Buffering", "no"); // proxies pass events on at once
        stream.look();
    }

    private void ended(LiveStream stream, boolean wasSlow) {
        if (streams.remove(stream)) {
            feed.left(wasSlow);
        }
    }

    @Override
    public void close() {
        looking.cancel(false);
        clock.shutdown();
        synchronized (this) {
            isClosed = true;
        }
        streams.forEach(LiveStream::end);
    }
}
