package io.tracemill.ingest.parse;

/**
 * Name that the file gives a process or a thread.
 *
 * @param ofThread whether the name is that of a thread
 * @param lane process, or process/thread
 * @param name name of the lane
 * @param position byte position in the file; the last name of a lane counts
 */
public record NamedLane(boolean ofThread, String lane, String name, long position) {}
