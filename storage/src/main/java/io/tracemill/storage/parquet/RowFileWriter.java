package io.tracemill.storage.parquet;

import io.tracemill.storage.rows.Column;
import io.tracemill.storage.rows.Dataset;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of one dataset as a Parquet file to a stream. A file that is not finished is not a Parquet file; the
 * stream stays open and is the caller's to close.
 *
 * @param <R> the row
 */
public final class RowFileWriter<R> {

    private static final int ROW_GROUP_ROWS = 250_000;
    private static final long ROW_GROUP_BYTES = 64L << 20;
    private static final int PAGE_BYTES = 256 << 10;

    private final CountedOutput out;
    private final ParquetWriter<R> writer;
    private @Nullable FileFooter footer;

    private RowFileWriter(Dataset<?, R> dataset, OutputStream stream) throws IOException {
        this.out = new CountedOutput(stream);
        MessageType schema = RowSchema.of(dataset.name(), dataset.columns());
        RowWriteSupport<R> support = new RowWriteSupport<>(schema, dataset.columns(), this::keyValues);
        Builder<R> builder = new Builder<>(out, support)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdCodecs())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withWriterVersion(WriterVersion.PARQUET_2_0)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withRowGroupRowCountLimit(ROW_GROUP_ROWS)
                .withPageSize(PAGE_BYTES);
        for (Column<R> column : dataset.columns()) {
            if (!column.repeats()) {
                builder.withDictionaryEncoding(column.name(), false);
            }
        }
        this.writer = builder.build();
    }

    /** A writer to a stream that is positioned at its start. */
    public static <R> RowFileWriter<R> to(OutputStream stream, Dataset<?, R> dataset) throws IOException {
        return new RowFileWriter<>(dataset, stream);
    }

    /** Adds a row. */
    public void write(R row) throws IOException {
        try {
            writer.write(row);
        } catch (ParquetRuntimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Bytes the file has so far, with those still in memory as they are encoded. */
    public long bytes() {
        return writer.getDataSize();
    }

    /** Bytes that are still in memory. */
    public long bufferedBytes() {
        return Math.max(0, writer.getDataSize() - out.getPos());
    }

    /** Writes what is still in memory, and the footer; answers how many rows the file holds. */
    public long finish(FileFooter fileFooter) throws IOException {
        footer = fileFooter;
        try {
            writer.close();
        } catch (ParquetRuntimeException e) {
            throw new IOException(e.getMessage(), e);
        }
        return writer.getFooter().getBlocks().stream()
                .mapToLong(BlockMetaData::getRowCount)
                .sum();
    }

    private Map<String, String> keyValues() {
        if (footer == null) {
            throw new IllegalStateException("finished without a footer");
        }
        return footer.keyValues();
    }

    private static final class Builder<R> extends ParquetWriter.Builder<R, Builder<R>> {
        private final RowWriteSupport<R> support;

        Builder(CountedOutput out, RowWriteSupport<R> support) {
            super(out);
            this.support = support;
        }

        @Override
        protected Builder<R> self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract, so it must be there
        protected WriteSupport<R> getWriteSupport(org.apache.hadoop.conf.Configuration configuration) {
            return support;
        }

        @Override
        protected WriteSupport<R> getWriteSupport(ParquetConfiguration configuration) {
            return support;
        }
    }
}
