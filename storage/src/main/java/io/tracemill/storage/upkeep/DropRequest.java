package io.tracemill.storage.upkeep;

import java.nio.file.Path;

/**
 * Which trace to remove from which archive.
 *
 * @param data the archive
 * @param traceId the whole id of the trace
 * @param dryRun only say what would be done
 * @param tempDirectory for what does not fit into memory
 */
public record DropRequest(Path data, String traceId, boolean dryRun, Path tempDirectory) {}
