package io.tracemill.telemetry.message;

/**
 * What a message may hold. A message beyond the first two is refused whole; a series beyond the others loses its own
 * samples only.
 *
 * @param maxBytes bytes of a message, after it was uncompressed
 * @param maxDepth objects and arrays within each other
 * @param maxLabels labels of a series
 * @param maxText characters of the name of a metric, and of the name and the value of a label
 */
public record MessageLimits(int maxBytes, int maxDepth, int maxLabels, int maxText) {

    /** Far beyond what any known exporter sends. */
    public static final MessageLimits DEFAULT = new MessageLimits(16 << 20, 64, 128, 4096);

    /** The most messages or objects within one message: each takes two bytes at least, but far more once it is read. */
    private static final int MAX_PARTS = 2_000_000;

    /** Checks that each limit lets something in. */
    public MessageLimits {
        requirePositive("maxBytes", maxBytes);
        requirePositive("maxDepth", maxDepth);
        requirePositive("maxLabels", maxLabels);
        requirePositive("maxText", maxText);
    }

    /**
     * Checks the size of a message.
     *
     * @throws MessageRefusedException if it is beyond the limit
     */
    public void checkBytes(long bytes) throws MessageRefusedException {
        if (bytes > maxBytes) {
            throw new MessageRefusedException(
                    MessageRefusedException.Why.TOO_LARGE,
                    "a message must hold at most " + maxBytes + " bytes but has " + bytes);
        }
    }

    /**
     * Checks the number of messages or objects within a message.
     *
     * @throws MessageRefusedException if it is beyond the limit
     */
    public void checkParts(long parts) throws MessageRefusedException {
        if (parts > MAX_PARTS) {
            throw new MessageRefusedException(
                    MessageRefusedException.Why.TOO_LARGE,
                    "a message must hold at most " + MAX_PARTS + " parts, such as points and attributes");
        }
    }

    private static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive but was " + value);
        }
    }
}
