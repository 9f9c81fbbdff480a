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

    /** Checks the values. */
    public ReceiveLimits {
        if (tokenBytes > spoolBytes) {
            throw new IllegalArgumentException(
                    "--token-size must be at most --spool-size (" + spoolBytes + " bytes) but was " + tokenBytes);
        }
    }
}
