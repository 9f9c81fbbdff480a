package io.tracemill.cli.page;

import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.storage.Archive;

/**
 * An archive, by both of its readers.
 *
 * @param archive by records
 * @param sql by SQL
 */
public record PageArchive(Archive archive, ArchiveSql sql) {}
