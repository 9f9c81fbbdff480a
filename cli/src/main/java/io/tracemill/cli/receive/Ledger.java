package io.tracemill.cli.receive;

import io.tracemill.cli.http.Refusal;
import java.util.HashMap;
import java.util.Map;

/** What the bodies of each token take, in bytes, within limits. Thread-safe. */
final class Ledger {

    private final Limits limits;
    private final Map<String, Use> tokens = new HashMap<>();
    private long taken;

    /** Says what may be taken. It is asked by one thread at a time. */
    interface Limits {

        /**
         * Checks that a token may have one body more.
         *
         * @param bodies those that it has
         * @throws Refusal if not
         */
        void checkBodies(String token, int bodies) throws Refusal;

        /**
         * Checks that a token may take more.
         *
         * @param own bytes that the token has taken
         * @param all bytes that all tokens have taken
         * @param more bytes that it wants
         * @throws Refusal if not
         */
        void checkBytes(String token, long own, long all, long more) throws Refusal;
    }

    private static final class Use {
        private long bytes;
        private int bodies;
    }

    Ledger(Limits limits) {
        this.limits = limits;
    }

    /**
     * Begins an entry for a body, which takes so many bytes.
     *
     * @throws Refusal if it may not
     */
    Entry open(String token, long bytes) throws Refusal {
        return open(token, bytes, limits);
    }

    /**
     * Begins an entry for a body, which takes so many bytes.
     *
     * @param own limits of this body, which may be narrower than those of others
     * @throws Refusal if it may not
     */
    synchronized Entry open(String token, long bytes, Limits own) throws Refusal {
        Use use = tokens.computeIfAbsent(token, name -> new Use());
        try {
            own.checkBodies(token, use.bodies);
            own.checkBytes(token, use.bytes, taken, bytes);
            Entry entry = new Entry(token, use, own);
            entry.add(bytes);
            use.bodies++;
            return entry;
        } finally {
            forgetIfUnused(token, use);
        }
    }

    private void forgetIfUnused(String token, Use use) {
        if (use.bodies == 0) {
            tokens.remove(token);
        }
    }

    /** Bytes that are taken. */
    synchronized long taken() {
        return taken;
    }

    /** What one body takes; whoever opened it gives it back once. For one thread at a time. */
    final class Entry implements AutoCloseable {

        private final String token;
        private final Use use;
        private final Limits own;
        private long bytes;
        private boolean isClosed;

        private Entry(String token, Use use, Limits own) {
            this.token = token;
            this.use = use;
            this.own = own;
        }

        /** Bytes that it takes. */
        long bytes() {
            synchronized (Ledger.this) {
                return bytes;
            }
        }

        /**
         * Takes more bytes.
         *
         * @throws Refusal if it may not; then it has what it had
         */
        void take(long more) throws Refusal {
            synchronized (Ledger.this) {
                own.checkBytes(token, use.bytes, taken, more);
                add(more);
            }
        }

        private void add(long more) {
            use.bytes += more;
            taken += more;
            bytes += more;
        }

        @Override
        public void close() {
            synchronized (Ledger.this) {
                if (!isClosed) {
                    isClosed = true;
                    taken -= bytes;
                    use.bytes -= bytes;
                    use.bodies--;
                    forgetIfUnused(token, use);
                }
            }
        }
    }
}
