package io.tracemill.storage.parquet;

import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/**
 * The values of a page, encoded.
 *
 * @param count how many there are, nulls not counted
 * @param statistics the least and the greatest of them; nulls are yet to be counted
 */
record EncodedValues(int count, Encoding encoding, BytesInput bytes, Statistics<?> statistics) {}
