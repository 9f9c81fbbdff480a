package io.tracemill.ingest.work;

/**
 * Formulas of a family of operators, in words.
 *
 * @param family name of the family
 * @param flops how its floating-point operations are counted
 * @param bytes how the bytes that it reads and writes are counted
 * @param unit part of the device that does the work
 */
public record Formula(String family, String flops, String bytes, Unit unit) {

    /** Part of a device. */
    public enum Unit {
        /** Multiplies matrices. */
        MATRIX,
        /** Does the rest. */
        VECTOR
    }
}
