package io.tracemill.storage.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;

/**
 * A page that is ready to be written.
 *
 * @param rows rows that begin in it
 * @param nulls places without a value
 * @param values places with one
 * @param repetition encoded levels
 * @param definition encoded levels
 * @param encoding how the values are encoded
 * @param packed the values, compressed where that makes them smaller
 * @param unpackedBytes what they were before
 */
record Page(
        int rows,
        int nulls,
        int values,
        BytesInput repetition,
        BytesInput definition,
        Encoding encoding,
        BytesInput packed,
        int unpackedBytes,
        Statistics<?> statistics) {

    int places() {
        return nulls + values;
    }

    long bytes() {
        return repetition.size() + definition.size() + packed.size();
    }

    void writeTo(ParquetFileWriter file) throws IOException {
        file.writeDataPageV2(
                rows,
                nulls,
                places(),
                repetition,
                definition,
                encoding,
                packed,
                packed.size() < unpackedBytes,
                unpackedBytes,
                statistics,
                null,
                null);
    }
}
