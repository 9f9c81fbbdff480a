package io.tracemill.storage.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;

/**
 * A page that is ready to be written. It has version 1 of the format, in which levels are compressed together with
 * values.
 *
 * @param rows rows that begin in it
 * @param places values and nulls
 * @param encoding encoding of the values
 * @param packed levels and values, compressed
 * @param unpackedBytes size of levels and values before compression
 */
record Page(int rows, int places, Encoding encoding, BytesInput packed, int unpackedBytes, Statistics<?> statistics) {

    void writeTo(ParquetFileWriter file) throws IOException {
        file.writeDataPage(
                places, unpackedBytes, packed, statistics, rows, Encoding.RLE, Encoding.RLE, encoding, null, null);
    }
}
