package io.tracemill.storage.upkeep;

import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.storage.DuckDb;
import io.tracemill.storage.ExpectedRows;
import io.tracemill.storage.RandomRecords;
import io.tracemill.storage.publish.ArchivePlace;
import io.tracemill.storage.publish.ArchiveTree;
import io.tracemill.storage.publish.Publisher;
import io.tracemill.storage.publish.RollLimits;
import io.tracemill.storage.rows.Dataset;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;

/** An archive of many small files: random records of a few traces, on two dates, from two partitions. */
final class SmallFiles {

    static final String FIRST = "2026-03-01";
    static final String SECOND = "2026-03-02";

    private final Path out;
    private final RandomRecords random;
    private long offset;

    SmallFiles(Path out, long seed) {
        this.out = out;
        this.random = new RandomRecords(seed);
    }

    /** Writes rounds of records of every kind. Each round leaves files of its own. */
    static void write(Path out, long seed, int rounds) throws IOException {
        SmallFiles files = new SmallFiles(out, seed);
        for (int i = 0; i < rounds; i++) {
            files.round("trace" + i % 3, i % 2 == 0 ? FIRST : SECOND, i % 3 == 0 ? "cluster" : "other", i % 2);
        }
    }

    private void round(String trace, String date, String cluster, int partition) throws IOException {
        RollLimits limits = new RollLimits(1000, 1 << 20, Duration.ofHours(1), 64, 1 << 24);
        try (Publisher publisher = new Publisher(new ArchivePlace(out, cluster, "writer"), limits)) {
            SpanBatch spans = random.next(SpanBatch.class, "run", date);
            spans.setTraceId(trace);
            spans.setSequence((int) offset);
            publish(publisher, Datasets.SPANS, spans, partition);
            DeviceStats device = random.next(DeviceStats.class, "run", date);
            device.setTraceId(trace);
            publish(publisher, Datasets.of(DeviceStats.class), device, partition);
            TraceInfo info = random.next(TraceInfo.class, "run", date);
            info.setTraceId(trace);
            info.setState(TraceState.COMPLETE);
            publish(publisher, Datasets.TRACES, info, partition);
            TelemetryBatch telemetry = random.next(TelemetryBatch.class, "run", date);
            if (!telemetry.getSamples().isEmpty()) {
                publish(publisher, Datasets.TELEMETRY, telemetry, partition);
            }
        }
        offset++;
    }

    private <A extends SpecificRecord, R> void publish(Publisher publisher, Dataset<A, R> dataset, A record, int number)
            throws IOException {
        TopicPartition partition =
                new TopicPartition("tracemill." + dataset.topic().suffix(), number);
        publisher.begin(partition);
        publisher.add(partition, dataset, ExpectedRows.read(dataset, record).orElseThrow(), offset, 0);
        publisher.publish(List.of(partition));
    }

    /** A checksum of the rows of each dataset over all columns, in any order, as Tracemill's own commands see them. */
    static Map<String, String> rows(Path out) throws IOException, SQLException {
        return rows(out, "true");
    }

    static Map<String, String> rows(Path out, String condition) throws IOException, SQLException {
        Map<String, String> rows = new TreeMap<>();
        for (Table<?, ?> table : Datasets.tables()) {
            List<Path> files = ArchiveTree.filesUnder(out.resolve(table.name()));
            if (!files.isEmpty()) {
                rows.put(table.name(), checksum(FileSql.list(files), condition));
            }
        }
        rows.values().removeIf(checksum -> checksum.startsWith("0|"));
        return rows;
    }

    /**
     * A checksum of the rows of each dataset over all columns, in any order, as a reader sees them that lists the
     * directory.
     */
    static Map<String, String> globbed(Path out) throws SQLException {
        Map<String, String> rows = new TreeMap<>();
        for (Table<?, ?> table : Datasets.tables()) {
            if (Files.isDirectory(out.resolve(table.name()))) {
                rows.put(table.name(), checksum("'" + out.resolve(table.name()) + "/**/*.parquet'", "true"));
            }
        }
        rows.values().removeIf(checksum -> checksum.startsWith("0|"));
        return rows;
    }

    private static String checksum(String files, String condition) throws SQLException {
        return DuckDb.query("select count(*), sum(hash(t)::hugeint), bit_xor(hash(t)) from (select * from read_parquet("
                        + files + ", union_by_name = true, hive_types = {'run': varchar, 'date': date}) where "
                        + condition
                        + ") t")
                .get(0);
    }

    /** Everything in the archive that is no directory, but for the lock of upkeep. */
    static List<Path> files(Path out) throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(".upkeep.lock"))
                    .sorted()
                    .toList();
        }
    }

    /** The names of the entries of a directory. */
    static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    /** A copy of an archive, whose files have the same names and ages. */
    static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path copy = to.resolve(from.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return to;
    }
}
