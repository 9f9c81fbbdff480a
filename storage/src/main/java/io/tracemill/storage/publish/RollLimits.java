package io.tracemill.storage.publish;

import java.time.Duration;

/**
 * When an open file is published.
 *
 * @param rows once it has this many rows
 * @param bytes once it has this many bytes
 * @param idle once it got no record for this long, or is open for ten times as long
 * @param openFiles once more files than this are open and it waits longest for a record
 * @param memoryBytes once all open files together hold more than this in memory and it holds most
 */
public record RollLimits(long rows, long bytes, Duration idle, int openFiles, long memoryBytes) {}
