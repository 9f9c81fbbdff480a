/**
 * What is done to an archive after its files were published: verified, merged, expired, and a trace removed.
 *
 * <p>The files of an archive flow in; better files, or what is wrong with them, flow out. The only package of this module that
 * knows DuckDB, which reads and sorts within bounds whatever the size of the archive. Must not import Parquet or Kafka clients.
 */
@NullMarked
package io.tracemill.storage.upkeep;

import org.jspecify.annotations.NullMarked;
