package io.tracemill.storage.parquet;

import io.tracemill.storage.rows.Dataset;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;

/** A writer that uses Parquet's own writer of whole rows, to tell what a file must hold. */
final class ParquetJavaWriter {

    private ParquetJavaWriter() {}

    static void write(
            Path file, Dataset<?, ?> dataset, List<List<@Nullable Object>> rows, FileFooter footer, int groupRows)
            throws IOException {
        try (OutputStream stream = Files.newOutputStream(file)) {
            RowWriteSupport support = new RowWriteSupport(
                    ParquetSchema.of(dataset.name(), dataset.columns()), dataset.columns(), footer.keyValues());
            try (ParquetWriter<List<@Nullable Object>> writer = new Builder(new StreamOutputFile(stream), support)
                    .withConf(new PlainParquetConfiguration())
                    .withCodecFactory(new ZstdCodecs())
                    .withCompressionCodec(CompressionCodecName.ZSTD)
                    .withWriterVersion(WriterVersion.PARQUET_2_0)
                    .withRowGroupRowCountLimit(groupRows)
                    .build()) {
                for (List<@Nullable Object> row : rows) {
                    writer.write(row);
                }
            }
        }
    }

    private static final class Builder extends ParquetWriter.Builder<List<@Nullable Object>, Builder> {
        private final RowWriteSupport support;

        Builder(StreamOutputFile out, RowWriteSupport support) {
            super(out);
            this.support = support;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract, so it must be there
        protected WriteSupport<List<@Nullable Object>> getWriteSupport(
                org.apache.hadoop.conf.Configuration configuration) {
            return support;
        }

        @Override
        protected WriteSupport<List<@Nullable Object>> getWriteSupport(ParquetConfiguration configuration) {
            return support;
        }
    }
}
