package io.tracemill.telemetry.series;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that several owners of series share, so that it suffices however many they are. Thread-safe. */
public final class SharedRoom {

    private static final int TEXT_BYTES = 64;

    private final long bytes;
    private final AtomicLong taken = new AtomicLong();

    /** Room of so many bytes. */
    public SharedRoom(long bytes) {
        this.bytes = bytes;
    }

    /** Bytes that some texts take which are kept in a map, whatever their characters are. */
    static long bytes(int texts, long chars) {
        return (long) TEXT_BYTES * texts + Character.BYTES * chars;
    }

    /** A room for one owner alone. */
    public static Share alone(long bytes) {
        return new SharedRoom(bytes).share(bytes);
    }

    /** A share of an owner, who may take so many bytes of it at most. */
    public Share share(long most) {
        return new Share(most);
    }

    /** Bytes that are taken by all. */
    public long taken() {
        return taken.get();
    }

    /** What one owner has of it. */
    public final class Share implements AutoCloseable {

        private final long most;
        private long own;
        private boolean isClosed;

        private Share(long most) {
            this.most = most;
        }

        /** Whether no more may be taken. */
        public synchronized boolean isFull() {
            return own >= most || taken.get() >= bytes;
        }

        /** Takes some bytes for one more thing, however large it is. */
        public synchronized void take(long more) {
            if (!isClosed) {
                own += more;
                taken.addAndGet(more);
            }
        }

        /** Gives back all that was taken. */
        public synchronized void giveBack() {
            taken.addAndGet(-own);
            own = 0;
        }

        /** Gives back all; what the owner takes still is not counted. */
        @Override
        public synchronized void close() {
            giveBack();
            isClosed = true;
        }
    }
}
