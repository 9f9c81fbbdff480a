package io.tracemill.storage.publish;

import java.nio.file.Path;

/**
 * The directory to publish in, and the identity of the writer.
 *
 * @param out directory of the archive
 * @param cluster id of the Kafka cluster that the records come from
 * @param writer id that no other writer has, ever
 */
public record ArchivePlace(Path out, String cluster, String writer) {}
