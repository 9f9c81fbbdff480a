package io.tracemill.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.storage.DuckDb;
import io.tracemill.storage.rows.Dataset;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.jspecify.annotations.Nullable;

/** Tests that files written a column at a time hold what Parquet's own writer of rows writes, for any reader. */
class SameAsParquetJavaTest {

    private static final FileFooter FOOTER = new FileFooter(new OffsetRange("cluster", "topic", 0, 1, 2), "me");

    private final Path root = Files.createTempDirectory("same");

    SameAsParquetJavaTest() throws IOException {}

    @AfterTry
    void removeFiles() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 30)
    void rowsAndStatisticsAreTheSame(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int records,
            @ForAll @IntRange(min = 1, max = 60) int groupRows,
            @ForAll @IntRange(min = 1, max = 30) int pageRows,
            @ForAll @IntRange(min = 1, max = 400) int dictionary)
            throws IOException, SQLException {
        FileLimits limits = new FileLimits(groupRows, 1 << 20, pageRows, 500, dictionary, dictionary / 20);
        EveryColumnType everything = new EveryColumnType(seed);
        Dataset<TelemetryBatch, List<EveryColumnType.Cell>> dataset = everything.dataset();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Path directory = Files.createDirectories(root.resolve("run=r").resolve("date=2026-03-01"));
        Path ours = directory.resolve("ours.parquet");
        try (OutputStream stream = Files.newOutputStream(ours)) {
            RowFileWriter<TelemetryBatch, List<EveryColumnType.Cell>> writer =
                    RowFileWriter.to(stream, dataset, limits);
            for (int i = 0; i < records; i++) {
                EveryColumnType.Batch record = everything.next(12);
                writer.write(record.asRows());
                rows.addAll(record.values());
            }
            assertThat(writer.finish(FOOTER)).isEqualTo(rows.size());
        }
        Path theirs = directory.resolve("theirs.parquet");
        ParquetJavaWriter.write(theirs, dataset, rows, FOOTER, groupRows);

        assertThat(RowFileReader.footer(ours)).isEqualTo(FOOTER);
        assertThat(read(ours)).hasSize(rows.size()).isEqualTo(read(theirs));
        assertThat(duckDb(ours)).isEqualTo(duckDb(theirs));
        assertThat(statistics(ours)).isEqualTo(statistics(theirs));
    }

    private static List<Map<String, Object>> read(Path file) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        RowFileReader.read(file, row -> rows.add(row.values()));
        return rows;
    }

    private static List<String> duckDb(Path file) throws SQLException {
        return DuckDb.query("select * from '" + file + "'");
    }

    /** The statistics of each row group and column: values, nulls, the least and the greatest value. */
    private static List<String> statistics(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        try (ParquetFileReader reader =
                ParquetFileReader.open(new LocalInputFile(file), ReadOptions.of(FilterCompat.NOOP))) {
            for (BlockMetaData group : reader.getFooter().getBlocks()) {
                lines.add(group.getRowCount() + " rows");
                group.getColumns()
                        .forEach(column -> lines.add(column.getPath() + ": " + column.getValueCount() + " values, "
                                + column.getStatistics()));
            }
        }
        return lines;
    }
}
