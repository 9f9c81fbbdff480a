package io.tracemill.cli.receive;

import io.tracemill.cli.http.Refusal;
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

    private final Ledger ledger;

    BodyMemory(long most) {
        this.ledger = new Ledger(new Limits(most));
    }

    private record Limits(long most) implements Ledger.Limits {

        @Override
        public void checkBodies(String token, int bodies) throws Refusal {
            if (bodies >= MOST_BODIES) {
                throw tooMany(token);
            }
        }

        @Override
        public void checkBytes(String token, long own, long all, long more) throws Refusal {
            if (own + more > most / 2) {
                throw tooMany(token);
            }
            if (all + more > most) {
                throw Refusal.forNow(
                        HttpStatus.SERVICE_UNAVAILABLE_503,
                        "the door has no room for more metrics now; send them again later",
                        RETRY_SECONDS);
            }
        }

        private static Refusal tooMany(String token) {
            return Refusal.forNow(
                    HttpStatus.TOO_MANY_REQUESTS_429,
                    "token " + token + " has as many metrics under way as it may; send these again later",
                    RETRY_SECONDS);
        }
    }

    /**
     * Begins to take memory for a body.
     *
     * @param length length of the body; -1 if it is not said
     * @throws Refusal if it is too large, or the token has too many
     */
    Share take(String token, long length) throws Refusal {
        checkLength(length);
        return new Share(ledger.open(token, 0));
    }

    private static void checkLength(long length) throws Refusal {
        if (length > MOST_BODY) {
            throw new Refusal(
                    HttpStatus.PAYLOAD_TOO_LARGE_413,
                    "a body of metrics must have at most " + MOST_BODY + " bytes; send fewer at a time");
        }
    }

    /** Bytes that are taken. */
    long taken() {
        return ledger.taken();
    }

    /**
     * The memory of one body; whoever took it gives it back once.
     *
     * @param entry what it takes
     */
    record Share(Ledger.Entry entry) implements AutoCloseable {

        /**
         * Makes sure that there is memory for so many bytes.
         *
         * @throws Refusal if there is none
         */
        void hold(long length) throws Refusal {
            checkLength(length);
            entry.take(Math.max(0, length - entry.bytes()));
        }

        @Override
        public void close() {
            entry.close();
        }
    }
}
