package io.tracemill.cli.receive;

/**
 * Limits of a door.
 *
 * @param spoolBytes room of all uploads
 * @param tokenBytes room of the uploads of one token
 * @param tokenUploads uploads of one token at a time
 * @param workers traces that are published at a time
 * @param leastBytesPerSecond rate below which a body is given up
 */
public record ReceiveLimits(long spoolBytes, long tokenBytes, int tokenUploads, int workers, long leastBytesPerSecond) {

    /**
     * Bodies from this size on are large: publishing one takes seconds to minutes. Its client does not wait for that,
     * and other bodies get past it.
     */
    static final long LARGE_BYTES = 16_000_000;

    /** Of all that uploads share, large ones leave this part to others. */
    private static final int LEFT_PART = 8;

    /** Checks the values. */
    public ReceiveLimits {
        if (tokenBytes > spoolBytes) {
            throw new IllegalArgumentException(
                    "--token-size must be at most --spool-size (" + spoolBytes + " bytes) but was " + tokenBytes);
        }
    }

    /** What large uploads may take of it; of several workers, they leave one. */
    ReceiveLimits ofLarge() {
        return new ReceiveLimits(
                spoolBytes - spoolBytes / LEFT_PART,
                tokenBytes - tokenBytes / LEFT_PART,
                tokenUploads - tokenUploads / LEFT_PART,
                Math.max(1, workers - 1),
                leastBytesPerSecond);
    }
}
