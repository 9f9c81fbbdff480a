/**
 * The rows of each dataset: its columns, and how their values are taken from the Avro record and put back.
 *
 * <p>Avro records flow in, and rows flow out. When an archive is read, rows flow in, and Avro records flow out. Must
 * not import Parquet or a Kafka client: a column says what it holds, not how it is written.
 */
@NullMarked
package io.tracemill.storage.rows;

import org.jspecify.annotations.NullMarked;
