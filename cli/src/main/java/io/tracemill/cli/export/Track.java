package io.tracemill.cli.export;

/**
 * Track of a viewer: a thread of a process.
 *
 * @param process number of the process in the file
 * @param thread number of the thread in the file
 */
record Track(long process, long thread) {}
