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

    private static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive but was " + value);
        }
    }
}
