package io.tracemill.cli.receive;

import io.tracemill.cli.http.Refusal;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Memory for bodies that are not read yet, taken as they come. A token has half of it, and so many bodies, so that
 * others have the rest. Thread-safe.
 */
final class BodyMemory {

    /** The most bytes of one body, as it is sent. */
    static final int MOST_BODY = 16 << 20;

    private static final int MOST_BODIES = 256;
    private static final int RETRY_SECONDS = 2;

    private final long most;
    private final Map<String, Use> tokens = new HashMap<>();
    private long taken;

    private static final class Use {
        private long bytes;
        private int bodies;
    }

    BodyMemory(long most) {
        this.most = most;
    }

    /**
     * Begins to take memory for a body.
     *
     * @param length length of the body; -1 if it is not said
     * @throws Refusal if it is too large, or the token has too many
     */
    synchronized Share take(String token, long length) throws Refusal {
        checkLength(length);
        Use use = tokens.computeIfAbsent(token, name -> new Use());
        if (use.bodies >= MOST_BODIES) {
            throw tooMany(token);
        }
        use.bodies++;
        return new Share(token, use);
    }

    private static void checkLength(long length) throws Refusal {
        if (length > MOST_BODY) {
            throw new Refusal(
                    HttpStatus.PAYLOAD_TOO_LARGE_413,
                    "a body of metrics must have at most " + MOST_BODY + " bytes; send fewer at a time");
        }
    }

    private static Refusal tooMany(String token) {
        return Refusal.forNow(
                HttpStatus.TOO_MANY_REQUESTS_429,
                "token " + token + " has as many metrics under way as it may; send these again later",
                RETRY_SECONDS);
    }

    /** Bytes that are taken. */
    synchronized long taken() {
        return taken;
    }

    /** The memory of one body; whoever took it gives it back once. */
    final class Share implements AutoCloseable {

        private final String token;
        private final Use use;
        private long bytes;
        private boolean isClosed;

        private Share(String token, Use use) {
            this.token = token;
            this.use = use;
        }

        /**
         * Makes sure that there is memory for so many bytes.
         *
         * @throws Refusal if there is none
         */
        void hold(long length) throws Refusal {
            synchronized (BodyMemory.this) {
                checkLength(length);
                long more = Math.max(0, length - bytes);
                if (use.bytes + more > most / 2) {
                    throw tooMany(token);
                }
                if (taken + more > most) {
                    throw Refusal.forNow(
                            HttpStatus.SERVICE_UNAVAILABLE_503,
                            "the door has no room for more metrics now; send them again later",
                            RETRY_SECONDS);
                }
                use.bytes += more;
                taken += more;
                bytes += more;
            }
        }

        @Override
        public void close() {
            synchronized (BodyMemory.this) {
                if (!isClosed) {
                    isClosed = true;
                    taken -= bytes;
                    use.bytes -= bytes;
                    use.bodies--;
                    if (use.bodies == 0) {
                        tokens.remove(token);
                    }
                }
            }
        }
    }
}
