package io.tracemill.storage.upkeep;

/**
 * What was removed from a dataset, or would be.
 *
 * @param dataset its name
 * @param files files that were removed or written anew
 * @param rows rows that are gone
 * @param bytes bytes that are gone
 */
public record RemovalResult(String dataset, long files, long rows, long bytes) {}
