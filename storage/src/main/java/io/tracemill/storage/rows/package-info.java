/**
 * What a record becomes: for each dataset its columns, and how to get their values out of the Avro record and back.
 *
 * <p>Avro records flow in, rows flow out; and rows of an archive flow in, Avro records out. Must not import Parquet or a
 * Kafka client: a column says what it holds, not how it is written.
 */
@NullMarked
package io.tracemill.storage.rows;

import org.jspecify.annotations.NullMarked;
