package io.tracemill.storage.parquet;

import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/**
 * The encoded values of a page.
 *
 * @param count number of values, without nulls
 * @param statistics the least and the greatest value; nulls are not counted yet
 */
record EncodedValues(int count, Encoding encoding, BytesInput bytes, Statistics<?> statistics) {}
