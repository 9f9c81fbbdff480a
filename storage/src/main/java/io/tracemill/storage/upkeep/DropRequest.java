package io.tracemill.storage.upkeep;

import java.nio.file.Path;

/**
 * A request to remove a trace from an archive.
 *
 * @param data directory of the archive
 * @param traceId the whole id of the trace
 * @param dryRun whether to report only what would be done
 * @param tempDirectory directory for data that does not fit into memory
 */
public record DropRequest(Path data, String traceId, boolean dryRun, Path tempDirectory) {}
