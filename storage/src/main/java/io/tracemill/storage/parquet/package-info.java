/**
 * Writing rows to Parquet files and reading them back. The only package that imports Parquet; it needs no Hadoop at run
 * time.
 *
 * <p>When writing, columns and rows flow in, and bytes flow out through a stream that the caller opened and closes.
 * When reading, it is the other way round. Must not import a Kafka client, nor know how files are named.
 */
@NullMarked
package io.tracemill.storage.parquet;

import org.jspecify.annotations.NullMarked;
