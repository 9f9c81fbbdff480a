package io.tracemill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.KernelStats;
import io.tracemill.storage.publish.ArchivePlace;
import io.tracemill.storage.publish.Publisher;
import io.tracemill.storage.publish.RollLimits;
import io.tracemill.storage.rows.Column;
import io.tracemill.storage.rows.ColumnType;
import io.tracemill.storage.rows.Dataset;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DuckDbReadsTheArchiveTest {

    private static final List<String> RUNS = List.of("007", "a=b/c %2", "\u00e9\u4e2d+x");

    @TempDir
    Path out;

    static List<Dataset<?, ?>> datasets() {
        return Datasets.ALL;
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void everyColumnHasTheSameCountSumAndNulls(Dataset<?, ?> dataset) throws IOException, SQLException {
        checkColumns(dataset);
    }

    private <A extends SpecificRecord, R> void checkColumns(Dataset<A, R> dataset) throws IOException, SQLException {
        List<List<Object>> rows = archive(dataset, 40);
        for (int i = 0; i < dataset.columns().size(); i++) {
            int position = i;
            Column<A, R> column = dataset.columns().get(i);
            List<Object> values = rows.stream()
                    .map(row -> row.get(position))
                    .filter(Objects::nonNull)
                    .toList();
            assertThat(DuckDb.query("select count(*), count(" + quoted(column) + "), " + digest(column) + " from "
                            + glob(dataset)))
                    .as(column.name())
                    .containsExactly(rows.size() + "|" + values.size() + "|" + digest(column, values));
        }
    }

    /**
     * SQL for a digest of a column: the sum of whole numbers, and the length of the text of other values if that is the
     * same in DuckDB and Java.
     */
    private static String digest(Column<?, ?> column) {
        if (column.type() == ColumnType.Primitive.INT32 || column.type() == ColumnType.Primitive.INT64) {
            return "coalesce(sum(" + quoted(column) + "::hugeint), 0)::varchar";
        }
        if (column.type() == ColumnType.Primitive.TIMESTAMP_MICROS) {
            return "coalesce(sum(epoch_us(" + quoted(column) + ")::hugeint), 0)::varchar";
        }
        return column.type() == ColumnType.Primitive.STRING
                ? "coalesce(sum(length(" + quoted(column) + ")), 0)::varchar"
                : "'-'";
    }

    private static String digest(Column<?, ?> column, List<Object> values) {
        if (!(column.type() instanceof ColumnType.Primitive primitive)) {
            return "-";
        }
        return switch (primitive) {
            case INT32, INT64, TIMESTAMP_MICROS ->
                values.stream()
                        .map(value -> java.math.BigInteger.valueOf(((Number) value).longValue()))
                        .reduce(java.math.BigInteger.ZERO, java.math.BigInteger::add)
                        .toString();
            case STRING ->
                Long.toString(values.stream()
                        .mapToLong(value -> value.toString().length())
                        .sum());
            case BOOLEAN, DOUBLE -> "-";
        };
    }

    @Test
    void runAndDateAreColumnsByPathAloneAndByHivePartitioning() throws IOException, SQLException {
        archive(Datasets.of(KernelStats.class), 10);
        List<String> expected = List.of("007|2026-03-01|10", "a=b/c %2|2026-03-01|10", "\u00e9\u4e2d+x|2026-03-01|10");
        String tail = " group by all order by 1";

        assertThat(DuckDb.query("select run, date, count(*) from " + glob(Datasets.of(KernelStats.class)) + tail))
                .isEqualTo(expected);
        assertThat(DuckDb.query("select run, date, count(*) from read_parquet('" + out
                        + "/kernel_stats/**/*.parquet', hive_partitioning=true)" + tail))
                .isEqualTo(expected);
    }

    @Test
    void nestedValuesAreTyped() throws IOException, SQLException {
        archive(Datasets.of(DeviceStats.class), 20);
        archive(Datasets.TRACES, 20);

        assertThat(DuckDb.query("select typeof(gaps), typeof(start_time), typeof(start_ns) from "
                        + glob(Datasets.of(DeviceStats.class)) + " limit 1"))
                .containsExactly("STRUCT(start_ns BIGINT, duration_ns BIGINT, host_ns BIGINT, launch_ns BIGINT, "
                        + "device_ns BIGINT, unknown_ns BIGINT, \"next\" VARCHAR, causes STRUCT(part VARCHAR, cause VARCHAR, "
                        + "\"class\" VARCHAR, \"name\" VARCHAR, place VARCHAR, idle_ns BIGINT)[])[]"
                        + "|TIMESTAMP WITH TIME ZONE|BIGINT");
        assertThat(DuckDb.query("select typeof(dropped), typeof(header.dialect), typeof(totals.events_read) from "
                        + glob(Datasets.TRACES) + " limit 1"))
                .containsExactly("MAP(VARCHAR, BIGINT)|VARCHAR|BIGINT");
    }

    @Test
    void anUnfinishedFileIsNotSeen() throws IOException, SQLException {
        archive(Datasets.of(Bottleneck.class), 5);
        try (Publisher publisher = publisher("other")) {
            TopicPartition partition = new TopicPartition("other", 1);
            publisher.begin(partition);
            add(publisher, partition, Datasets.of(Bottleneck.class), 0);

            assertThat(DuckDb.query("select count(*) from " + glob(Datasets.of(Bottleneck.class))))
                    .containsExactly("15");
        }
    }

    private <A extends SpecificRecord, R> List<List<Object>> archive(Dataset<A, R> dataset, int recordsPerRun)
            throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        TopicPartition partition =
                new TopicPartition("tracemill." + dataset.topic().suffix(), 0);
        try (Publisher publisher = publisher("_cluster")) {
            publisher.begin(partition);
            for (int offset = 0; offset < recordsPerRun * RUNS.size(); offset++) {
                rows.addAll(add(publisher, partition, dataset, offset));
            }
            publisher.publish(List.of(partition));
            assertThat(publisher.publishedRows()).isEqualTo(rows.size());
        }
        return rows;
    }

    private Publisher publisher(String cluster) {
        return new Publisher(
                new ArchivePlace(out, cluster, "writer"),
                new RollLimits(1000, 1 << 20, Duration.ofHours(1), 64, 1 << 24));
    }

    private static <A extends SpecificRecord, R> List<List<Object>> add(
            Publisher publisher, TopicPartition partition, Dataset<A, R> dataset, int offset) throws IOException {
        A record = new RandomRecords(offset).next(dataset.type(), RUNS.get(offset % RUNS.size()), "2026-03-01");
        Optional<Rows<A, R>> rows = ExpectedRows.read(dataset, record);
        if (rows.isEmpty()) {
            return List.of();
        }
        publisher.add(partition, dataset, rows.get(), offset, 0);
        return ExpectedRows.of(dataset, record);
    }

    private String glob(Dataset<?, ?> dataset) {
        assertThat(Files.isDirectory(out.resolve(dataset.name()))).isTrue();
        return "'" + out + "/" + dataset.name() + "/**/*.parquet'";
    }

    private static String quoted(Column<?, ?> column) {
        return "\"" + column.name() + "\"";
    }
}
