package io.tracemill.storage.upkeep;

/**
 * The part of a trace that was removed from a dataset, or would be.
 *
 * @param dataset its name
 * @param files files that were removed or rewritten
 * @param rows rows that are gone
 * @param bytes bytes that are gone
 */
public record RemovalResult(String dataset, long files, long rows, long bytes) {}
