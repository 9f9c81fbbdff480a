package io.tracemill.cli.telemetry;

/**
 * The part of a log that was read, from its start to the end of a line.
 *
 * @param bytes its length
 * @param hash the hash of its bytes
 * @param readings the readings that it gave
 */
record ReadPart(long bytes, String hash, long readings) {

    /** Nothing was read. */
    static final ReadPart NONE = new ReadPart(0, "", 0);
}
