/**
 * Rows into Parquet files and back. The only package that imports Parquet; it needs no Hadoop at run time.
 *
 * <p>Columns and rows flow in, bytes flow out through a stream that the caller opened and closes; and the other way
 * round. Must not import a Kafka client, nor know what a file is called.
 */
@NullMarked
package io.tracemill.storage.parquet;

import org.jspecify.annotations.NullMarked;
