package io.tracemill.ingest.split;

/**
 * How a file ended.
 *
 * @param sawArray whether it has an event array
 * @param arrayClosed whether the end of that array was seen
 * @param closed whether the end of its outermost object or array was seen
 * @param bytes its decompressed bytes
 */
public record SplitEnd(boolean sawArray, boolean arrayClosed, boolean closed, long bytes) {}
