package io.tracemill.storage.publish;

import java.time.Duration;

/**
 * Limits at which an open file is published.
 *
 * @param rows once it has this many rows
 * @param bytes once it has this many bytes
 * @param idle once it got no record for this long, or has been open for ten times as long
 * @param openFiles once more files than this are open, the one that has waited longest for a record
 * @param memoryBytes once all open files together take more memory than this, the one that takes the most
 */
public record RollLimits(long rows, long bytes, Duration idle, int openFiles, long memoryBytes) {}
