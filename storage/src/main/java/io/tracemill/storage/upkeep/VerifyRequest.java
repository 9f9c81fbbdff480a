package io.tracemill.storage.upkeep;

import java.nio.file.Path;

/**
 * A request to verify an archive.
 *
 * @param data directory of the archive
 * @param live whether somebody may be writing, so that unfinished files are no difference
 * @param tempDirectory directory for data that does not fit into memory
 */
public record VerifyRequest(Path data, boolean live, Path tempDirectory) {}
