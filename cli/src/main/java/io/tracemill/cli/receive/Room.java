package io.tracemill.cli.receive;

import io.tracemill.cli.http.Refusal;
import java.nio.file.Path;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Room for bodies: on the disk, in the spool and in the share of each token. An upload takes half as much again as its
 * body, since sorting a trace takes disk too. Large bodies, and those whose length is not said, leave a part to others.
 * Thread-safe.
 */
final class Room {

    private static final int RETRY_SECONDS = 5;

    /** What is taken at first for a body whose length is not said. */
    private static final long FIRST_BYTES = 16L << 20;

    /** What is taken more at a time. */
    private static final long STEP_BYTES = 1L << 20;

    private final Ledger ledger;
    private final Limits ofLarge;

    Room(Path directory, ReceiveLimits limits) {
        this.ledger = new Ledger(new Limits(directory, limits, false));
        this.ofLarge = new Limits(directory, limits.ofLarge(), true);
    }

    /**
     * What may be taken.
     *
     * @param forLarge whether it is what large bodies may take
     */
    private record Limits(Path directory, ReceiveLimits limits, boolean forLarge) implements Ledger.Limits {

        @Override
        public void checkBodies(String token, int bodies) throws Refusal {
            if (bodies >= limits.tokenUploads()) {
                throw Refusal.forNow(
                        HttpStatus.TOO_MANY_REQUESTS_429,
                        "token " + token + " has " + bodies
                                + " uploads under way, " + (forLarge ? "too many for a large one" : "as many as it may")
                                + "; send this one when one of them has ended",
                        RETRY_SECONDS);
            }
        }

        @Override
        public void checkBytes(String token, long own, long all, long more) throws Refusal {
            if (more > limits.tokenBytes()) {
                throw new Refusal(
                        HttpStatus.PAYLOAD_TOO_LARGE_413,
                        "the body takes " + more + " bytes with what sorting it needs, more than the "
                                + limits.tokenBytes()
                                + (forLarge ? " bytes that a token has for large bodies" : " bytes of a token")
                                + "; record fewer steps, or start receive with a larger --token-size");
            }
            if (own + more > limits.tokenBytes()) {
                throw Refusal.forNow(
                        HttpStatus.TOO_MANY_REQUESTS_429,
                        "token " + token + " has " + own
                                + (forLarge
                                        ? " bytes under way, too many for a large body; send this one"
                                        : " of its " + limits.tokenBytes() + " bytes under way; send this one")
                                + " when they are published",
                        RETRY_SECONDS);
            }
            if (all + more > limits.spoolBytes()
                    || all + more > directory.toFile().getUsableSpace()) {
                throw full();
            }
        }

        private static Refusal full() {
            return Refusal.forNow(
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "there is no room on the disk of the door now; send it again later",
                    RETRY_SECONDS);
        }
    }

    /**
     * Takes room for an upload.
     *
     * @param length length of its body; -1 if it is not said
     * @throws Refusal if there is none, now or ever
     */
    Share take(String token, long length) throws Refusal {
        long first = withSorting(length < 0 ? FIRST_BYTES : length);
        boolean mayBeLarge = length < 0 || length >= ReceiveLimits.LARGE_BYTES;
        return new Share(mayBeLarge ? ledger.open(token, first, ofLarge) : ledger.open(token, first));
    }

    private static long withSorting(long bytes) {
        return bytes + bytes / 2;
    }

    /** Bytes that are taken. */
    long taken() {
        return ledger.taken();
    }

    /**
     * The room of one upload; whoever took it gives it back once.
     *
     * @param entry what it takes
     */
    record Share(Ledger.Entry entry) implements AutoCloseable {

        /**
         * Makes sure that there is room for so many bytes, and for sorting them.
         *
         * @throws Refusal if there is none
         */
        void hold(long length) throws Refusal {
            if (withSorting(length) > entry.bytes()) {
                entry.take(withSorting(length + STEP_BYTES) - entry.bytes());
            }
        }

        @Override
        public void close() {
            entry.close();
        }
    }
}
