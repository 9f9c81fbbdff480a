package io.tracemill.cli.receive;

import io.tracemill.cli.http.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Room for bodies: on the disk, in the spool and in the share of each token. An upload takes half as much again as its
 * body, since sorting a trace takes disk too. Thread-safe.
 */
final class Room {

    private static final int RETRY_SECONDS = 5;

    /** What is taken at first for a body whose length is not said. */
    private static final long FIRST_BYTES = 16L << 20;

    /** What is taken more at a time. */
    private static final long STEP_BYTES = 1L << 20;

    private final Path directory;
    private final ReceiveLimits limits;
    private final Map<String, Use> tokens = new HashMap<>();
    private long taken;

    private static final class Use {
        private long bytes;
        private int uploads;
    }

    Room(Path directory, ReceiveLimits limits) {
        this.directory = directory;
        this.limits = limits;
    }

    /**
     * Takes room for an upload.
     *
     * @param length length of its body; -1 if it is not said
     * @throws Refusal if there is none, now or ever
     */
    synchronized Share take(String token, long length) throws Refusal {
        Use use = tokens.computeIfAbsent(token, name -> new Use());
        try {
            if (use.uploads >= limits.tokenUploads()) {
                throw Refusal.forNow(
                        HttpStatus.TOO_MANY_REQUESTS_429,
                        "token " + token + " has " + use.uploads
                                + " uploads under way, as many as it may; send this one"
                                + " when one of them has ended",
                        RETRY_SECONDS);
            }
            long bytes = withSorting(length < 0 ? FIRST_BYTES : length);
            reserve(token, use, bytes);
            use.uploads++;
            return new Share(token, use, bytes);
        } finally {
            forgetIfUnused(token, use);
        }
    }

    private static long withSorting(long bytes) {
        return bytes + bytes / 2;
    }

    private void reserve(String token, Use use, long bytes) throws Refusal {
        if (bytes > limits.tokenBytes()) {
            throw new Refusal(
                    HttpStatus.PAYLOAD_TOO_LARGE_413,
                    "the body takes " + bytes + " bytes with what sorting it needs, more than the "
                            + limits.tokenBytes()
                            + " bytes of a token; record fewer steps, or start receive with a larger --token-size");
        }
        if (use.bytes + bytes > limits.tokenBytes()) {
            throw Refusal.forNow(
                    HttpStatus.TOO_MANY_REQUESTS_429,
                    "token " + token + " has " + use.bytes + " of its " + limits.tokenBytes()
                            + " bytes under way; send this one when they are published",
                    RETRY_SECONDS);
        }
        if (taken + bytes > limits.spoolBytes() || taken + bytes > usable()) {
            throw full();
        }
        use.bytes += bytes;
        taken += bytes;
    }

    private Refusal full() {
        return Refusal.forNow(
                HttpStatus.SERVICE_UNAVAILABLE_503,
                "there is no room on the disk of the door now; send it again later",
                RETRY_SECONDS);
    }

    private long usable() throws Refusal {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            Refusal refusal = full();
            refusal.initCause(e);
            throw refusal;
        }
    }

    private void forgetIfUnused(String token, Use use) {
        if (use.uploads == 0) {
            tokens.remove(token);
        }
    }

    /** Bytes that are taken. */
    synchronized long taken() {
        return taken;
    }

    /** The room of one upload; whoever took it gives it back once. */
    final class Share implements AutoCloseable {

        private final String token;
        private final Use use;
        private long bytes;
        private boolean isClosed;

        private Share(String token, Use use, long bytes) {
            this.token = token;
            this.use = use;
            this.bytes = bytes;
        }

        /**
         * Makes sure that there is room for so many bytes, and for sorting them.
         *
         * @throws Refusal if there is none
         */
        void hold(long length) throws Refusal {
            synchronized (Room.this) {
                if (withSorting(length) > bytes) {
                    long more = withSorting(length + STEP_BYTES) - bytes;
                    reserve(token, use, more);
                    bytes += more;
                }
            }
        }

        @Override
        public void close() {
            synchronized (Room.this) {
                if (!isClosed) {
                    isClosed = true;
                    taken -= bytes;
                    use.bytes -= bytes;
                    use.uploads--;
                    forgetIfUnused(token, use);
                }
            }
        }
    }
}
