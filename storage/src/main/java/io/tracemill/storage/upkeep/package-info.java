/**
 * Operations on published files of an archive: verify, merge, expire, and remove a trace.
 *
 * <p>The files of an archive flow in; better files, or what is wrong with them, flow out. The only package of this
 * module that knows DuckDB, which reads and sorts with bounded memory whatever the size of the archive. Must not import
 * Parquet or Kafka clients.
 */
@NullMarked
package io.tracemill.storage.upkeep;

import org.jspecify.annotations.NullMarked;
