package io.tracemill.storage.parquet;

import io.tracemill.storage.rows.Rows;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;

/**
 * A writer of the rows of one dataset, as a Parquet file, to a stream. Without {@link #finish} the stream holds no
 * Parquet file. The stream stays open; closing it is up to the caller.
 *
 * @param <A> the record
 * @param <R> the row
 */
public final class RowFileWriter<A, R> {

    private final StreamOutputFile out;
    private final ParquetFileWriter file;
    private final RowGroup<A, R> group;

    private RowFileWriter(RowGroup<A, R> group, StreamOutputFile out, MessageType schema) throws IOException {
        this.out = out;
        this.group = group;
        this.file = new ParquetFileWriter(
                out,
                schema,
                ParquetFileWriter.Mode.CREATE,
                FileLimits.ARCHIVE.groupBytes(),
                0,
                null,
                ParquetProperties.builder().build());
        file.start();
    }

    /** A writer to a stream that is positioned at its start. */
    public static <A extends SpecificRecord, R> RowFileWriter<A, R> to(OutputStream stream, Table<A, R> table)
            throws IOException {
        return to(stream, table, FileLimits.ARCHIVE);
    }

    static <A extends SpecificRecord, R> RowFileWriter<A, R> to(
            OutputStream stream, Table<A, R> table, FileLimits limits) throws IOException {
        MessageType schema = ParquetSchema.of(table.name(), table.columns());
        ZstdCodecs.Compressor compressor = new ZstdCodecs().getCompressor(CompressionCodecName.ZSTD);
        RowGroup<A, R> group = new RowGroup<>(table.columns(), schema, compressor, limits);
        return new RowFileWriter<>(group, new StreamOutputFile(stream), schema);
    }

    /** Adds the rows of a record. */
    public void write(Rows<A, R> rows) throws IOException {
        try {
            int from = 0;
            while (from < rows.size()) {
                int to = Math.min(rows.size(), from + group.room());
                group.add(rows, from, to);
                if (group.room() == 0) {
                    group.writeTo(file);
                }
                from = to;
            }
        } catch (ParquetRuntimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Size of the file so far, in bytes, including finished pages that are still in memory. */
    public long bytes() {
        return out.getPos() + group.pageBytes();
    }

    /** Memory of all buffers, in bytes. */
    public long bufferedBytes() {
        return group.heldBytes();
    }

    /** Writes what is still in memory, and the footer. Returns the number of rows in the file. */
    public long finish(FileFooter footer) throws IOException {
        try {
            if (group.rows() > 0) {
                group.writeTo(file);
            }
            file.end(footer.keyValues());
        } catch (ParquetRuntimeException e) {
            throw new IOException(e.getMessage(), e);
        }
        return file.getFooter().getBlocks().stream()
                .mapToLong(BlockMetaData::getRowCount)
                .sum();
    }
}
