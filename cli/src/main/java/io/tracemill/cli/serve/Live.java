package io.tracemill.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.cli.http.Parameters;
import io.tracemill.cli.http.Refusal;
import io.tracemill.cli.live.LiveFeed;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpStatus;

/** What the page may ask of the fleet as it is now, and whether there is a fleet or an archive at all. */
final class Live implements AutoCloseable {

    private static final String JSON = "application/json";
    private static final String ABOUT = "/api/about";
    private static final String EVENTS = "/api/live";
    private static final String RUN = "/api/live/run";

    private final Optional<LiveFeed> feed;
    private final Optional<LiveStreams> streams;
    private final boolean hasArchive;

    /**
     * What is known of the fleet, if that is served.
     *
     * @param hasArchive whether an archive is served, too
     */
    Live(Optional<LiveFeed> feed, boolean hasArchive) {
        this.feed = feed;
        this.streams = feed.map(LiveStreams::new);
        this.hasArchive = hasArchive;
    }

    /** Answers a request, if its path is one of these; false if it is not. */
    boolean answers(String path, String query, Reply reply) throws Refusal {
        switch (path) {
            case ABOUT -> {
                Parameters.of(query, Set.of());
                reply.take(answer("{\"archive\":" + hasArchive + ",\"live\":" + feed.isPresent() + "}"));
            }
            case EVENTS -> {
                Parameters.of(query, Set.of());
                if (!reply.request().getMethod().equals("GET")) {
                    throw new Refusal(HttpStatus.METHOD_NOT_ALLOWED_405, "events can be read by GET only");
                }
                streams.orElseThrow(Live::noFleet).open(reply);
            }
            case RUN -> {
                Parameters parameters = Parameters.of(query, Set.of("run", "date"));
                String run = parameters.required("run");
                String date = parameters.date("date").toString();
                reply.take(answer(feed.orElseThrow(Live::noFleet).picture().run(run, date)));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Refusal noFleet() {
        return Refusal.missing("no fleet is followed; 'serve --bootstrap-server' follows one");
    }

    private static Answer answer(String json) {
        try {
            return Answer.of(JSON, out -> out.write(json.getBytes(UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written", e);
        }
    }

    /** Ends the streams. */
    @Override
    public void close() {
        streams.ifPresent(LiveStreams::close);
    }
}
