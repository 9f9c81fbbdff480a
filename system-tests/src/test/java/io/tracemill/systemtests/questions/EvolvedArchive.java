package io.tracemill.systemtests.questions;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.schemas.OperatorStats;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.storage.Archive;
import io.tracemill.storage.parquet.FileFooter;
import io.tracemill.storage.parquet.OffsetRange;
import io.tracemill.storage.parquet.RowFileWriter;
import io.tracemill.storage.rows.Column;
import io.tracemill.storage.rows.ColumnSource;
import io.tracemill.storage.rows.ColumnType;
import io.tracemill.storage.rows.Dataset;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.HivePartition;
import io.tracemill.storage.rows.Rows;
import io.tracemill.storage.rows.ValuePattern;
import io.tracemill.systemtests.StepTraces;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * An archive over versions: run {@code frozen} as version 0.1.0 wrote it, and run {@code next}, written as a version
 * would whose {@code operator_stats} have one column more, {@code energy_mj}, which counts the rows from 1.
 */
final class EvolvedArchive {

    /** One archive per version, each as that version wrote it. */
    static final Path ARCHIVES = Path.of("src/test/resources/archives");

    static final Path FROZEN = ARCHIVES.resolve("0.1.0");

    private EvolvedArchive() {}

    /**
     * Keeps an archive as this version writes it.
     *
     * @param archives one folder per version
     * @throws IllegalStateException if there is one of this version
     */
    static void freeze(Path archives, String version) throws IOException {
        Path frozen = archives.resolve(version);
        if (Files.exists(frozen)) {
            throw new IllegalStateException(
                    frozen + " exists: an archive of a release is written once, choose another version");
        }
        Path traces = Files.createTempDirectory("traces");
        analyze(traces, "frozen", frozen);
        remove(traces);
    }

    static void make(Path archive) throws IOException {
        copy(FROZEN, archive);
        Path traces = Files.createTempDirectory("traces");
        analyze(traces, "next", archive);
        remove(traces);
        Archive written = Archive.open(archive);
        for (TraceInfo trace : written.traces()) {
            if (trace.getRun().equals("next")) {
                Path directory = archive.resolve("operator_stats")
                        .resolve(new HivePartition("next", trace.getDate()).directory());
                List<OperatorStats> rows = new ArrayList<>(written.rows(trace.getTraceId(), OperatorStats.class));
                write(directory.resolve("n-operator-stats-0-" + trace.getRank() + ".parquet.next"), rows);
            }
        }
        publish(archive.resolve("operator_stats/run=next"));
    }

    /** Two ranks of three steps, as this version analyses them. */
    private static void analyze(Path traces, String run, Path archive) throws IOException {
        new StepTraces(List.of("aten::mm", "aten::add", "c10d::allreduce_"), 3, (rank, step, operator) -> 100_000)
                .write(traces, 2);
        CommandLineRun analyze =
                CommandLineRun.of("analyze", traces.toString(), "--run", run, "--out", archive.toString(), "--quiet");
        if (analyze.code() != 0) {
            throw new IllegalStateException(analyze.err());
        }
    }

    private static void write(Path file, List<OperatorStats> rows) throws IOException {
        AtomicInteger number = new AtomicInteger();
        Dataset<OperatorStats, OperatorStats> today = Datasets.of(OperatorStats.class);
        List<Column<OperatorStats, OperatorStats>> columns = new ArrayList<>(today.columns());
        columns.add(new Column<>(
                "energy_mj",
                ColumnType.Primitive.DOUBLE,
                true,
                ValuePattern.SCATTERED,
                new ColumnSource.OfRow<>((record, row) -> (double) number.incrementAndGet()),
                Set.of()));
        Dataset<OperatorStats, OperatorStats> next = new Dataset<>(
                today.name(), today.topic(), OperatorStats.class, columns, today.reader(), today.assembler());
        try (OutputStream out = Files.newOutputStream(file)) {
            RowFileWriter<OperatorStats, OperatorStats> writer = RowFileWriter.to(out, next);
            for (OperatorStats row : rows) {
                writer.write(Rows.of(row, new HivePartition(row.getRun(), row.getDate())));
            }
            writer.finish(new FileFooter(new OffsetRange("n", "operator-stats", 0, 0, rows.size()), "next"));
        }
    }

    /** In place of what this version wrote of the run. */
    private static void publish(Path run) throws IOException {
        for (Path file : files(run)) {
            String name = file.getFileName().toString();
            if (name.endsWith(".parquet")) {
                Files.delete(file);
            } else {
                Files.move(file, file.resolveSibling(name.replace(".parquet.next", ".parquet")));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    private static void remove(Path directory) throws IOException {
        for (Path file : files(directory)) {
            Files.delete(file);
        }
        Files.delete(directory);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
