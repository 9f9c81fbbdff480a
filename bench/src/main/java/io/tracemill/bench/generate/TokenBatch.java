package io.tracemill.bench.generate;

/**
 * The input of one layer: a batch of sequences, padded to the longest of the step. The shapes in the file follow from
 * it.
 *
 * @param sequence tokens of each sequence
 */
record TokenBatch(int sequence, ModelStage stage) {
    /**
     * Lengths to which sequences are padded; all have four digits, so that steps of all lengths take the same room in
     * the file.
     */
    static final int LENGTHS = 8;

    private static final int SHORTEST = 1_024;
    private static final int PADDED_TO = 128;
    private static final int BATCH = 2;

    static int length(int number) {
        return SHORTEST + number * PADDED_TO;
    }

    String hidden() {
        return "[" + BATCH + ", " + sequence + ", " + stage.width() + "]";
    }

    String wide() {
        return "[" + BATCH + ", " + sequence + ", " + 4 * stage.width() + "]";
    }

    /** Rows of a matrix this wide, one for each token. */
    String rows(int width) {
        return "[" + BATCH * sequence + ", " + width + "]";
    }

    String heads() {
        return "[" + BATCH + ", " + stage.width() / stage.headSize() + ", " + sequence + ", " + stage.headSize() + "]";
    }

    String ids() {
        return "[" + BATCH + ", " + sequence + "]";
    }

    /** Of a bfloat16 tensor of {@code hidden()}. */
    long bytes() {
        return 2L * BATCH * sequence * stage.width();
    }

    /** What takes {@code nanos} at 1536 tokens of width 1280, at this size. */
    long nanos(long nanos) {
        return Math.max(900, nanos * sequence / 1_536 * stage.width() / 1_280);
    }
}
