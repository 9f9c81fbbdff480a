package io.tracemill.storage.upkeep;

import java.nio.file.Path;

/**
 * Which archive to verify, and how.
 *
 * @param data the archive
 * @param live whether somebody may be writing, so that unfinished files are no difference
 * @param tempDirectory for what does not fit into memory
 */
public record VerifyRequest(Path data, boolean live, Path tempDirectory) {}
