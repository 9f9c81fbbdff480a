package io.tracemill.ingest.parse;

/**
 * A name that the file gives a process or a thread.
 *
 * @param ofThread whether it names a thread
 * @param lane the process, or process/thread
 * @param name the name
 * @param position where the file says so; the last one counts
 */
public record NamedLane(boolean ofThread, String lane, String name, long position) {}
