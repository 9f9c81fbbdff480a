package io.tracemill.storage.publish;

import java.nio.file.Path;

/**
 * Where files are published, and by whom.
 *
 * @param out directory of the archive
 * @param cluster id of the Kafka cluster the records come from
 * @param writer id that no other writer has, ever
 */
public record ArchivePlace(Path out, String cluster, String writer) {}
