package io.tracemill.storage.upkeep;

import io.tracemill.storage.parquet.RowFileReader;
import io.tracemill.storage.publish.FileOperations;
import io.tracemill.storage.publish.FileReplacement;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.HivePartition;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The removal of one trace from every dataset. Each file that holds some of it is rewritten without it, under its own
 * name and with the same offsets in its footer, so that the records are not archived again. A file that held nothing
 * else stays, without rows. The trace is removed from {@code traces} first. An intent, {@code <out>/.drop-<id>}, names
 * the trace and the files.
 */
public final class TraceRemoval {

    private static final String INTENT = ".drop-";
    private static final String UNFINISHED = ".tmp";

    private TraceRemoval() {}

    /**
     * Removes a trace.
     *
     * @return what was removed, by dataset; empty if no file holds the trace
     */
    public static List<RemovalResult> run(DropRequest request, Consumer<String> progress) throws IOException {
        return run(request, FileOperations.REAL, progress);
    }

    static List<RemovalResult> run(DropRequest request, FileOperations operations, Consumer<String> progress)
            throws IOException {
        try (UpkeepSession upkeep = UpkeepSession.open(request.data(), operations, request.tempDirectory())) {
            List<Found> found = find(upkeep, request.traceId(), progress);
            if (found.isEmpty() || request.dryRun()) {
                return found.stream().map(Found::removed).toList();
            }
            List<Path> files = found.stream().flatMap(in -> in.files.stream()).toList();
            Path intent = intend(upkeep, request.traceId(), files);
            List<RemovalResult> removed = new ArrayList<>();
            for (Found in : found) {
                long bytes = UpkeepSession.bytes(in.files);
                remove(upkeep, request.traceId(), in.files);
                removed.add(
                        new RemovalResult(in.dataset, in.files.size(), in.rows, bytes - UpkeepSession.bytes(in.files)));
            }
            end(upkeep, intent);
            return removed;
        }
    }

    /** The files of a dataset that hold rows of the trace, and the number of those rows. */
    private record Found(String dataset, List<Path> files, long rows) {
        RemovalResult removed() {
            return new RemovalResult(dataset, files.size(), rows, 0);
        }
    }

    private static List<Found> find(UpkeepSession upkeep, String trace, Consumer<String> progress) throws IOException {
        List<Found> found = new ArrayList<>(find(upkeep, Datasets.TRACES, trace, progress));
        for (Table<?, ?> table : Datasets.tables()) {
            if (!table.equals(Datasets.TRACES)) {
                found.addAll(find(upkeep, table, trace, progress));
            }
        }
        return found;
    }

    private static List<Found> find(UpkeepSession upkeep, Table<?, ?> table, String trace, Consumer<String> progress)
            throws IOException {
        List<Path> files = new ArrayList<>();
        long rows = 0;
        if (table.columns().stream().anyMatch(column -> column.name().equals("trace_id"))) {
            for (HivePartition partition : upkeep.tree().partitions(table)) {
                progress.accept(table.name() + "/" + partition.directory());
                for (Path file : upkeep.readable(table, partition)) {
                    long of = rows(upkeep, file, trace);
                    rows += of;
                    files.addAll(of > 0 ? List.of(file) : List.of());
                }
            }
        }
        return files.isEmpty() ? List.of() : List.of(new Found(table.name(), files, rows));
    }

    private static long rows(UpkeepSession upkeep, Path file, String trace) throws IOException {
        return upkeep.sql()
                .first(
                        "select count(*) from " + FileSql.rows(List.of(file)) + " where trace_id = "
                                + FileSql.quoted(trace),
                        row -> row.getLong(1))
                .orElse(0L);
    }

    private static void remove(UpkeepSession upkeep, String trace, List<Path> files) throws IOException {
        for (Path file : files) {
            long rows = rows(upkeep, file, trace);
            if (rows > 0) {
                FileReplacement replacement = new FileReplacement(
                        upkeep.operations(),
                        file.resolveSibling(""),
                        UUID.randomUUID().toString());
                upkeep.write(
                        "select * exclude (filename, file_row_number) from " + FileSql.rows(List.of(file))
                                + " where trace_id is distinct from " + FileSql.quoted(trace)
                                + " order by file_row_number",
                        replacement.unfinished(),
                        RowFileReader.footer(file),
                        new UpkeepSession.Layout(RowFileReader.rowCount(file) - rows, UpkeepSession.GROUP_ROWS));
                replacement.swapOne(file);
            }
        }
    }

    private static Path intend(UpkeepSession upkeep, String trace, List<Path> files) throws IOException {
        Path intent = upkeep.data().resolve(INTENT + UUID.randomUUID());
        Path unfinished = intent.resolveSibling(intent.getFileName() + UNFINISHED);
        StringBuilder text = new StringBuilder(trace).append('\n');
        files.forEach(file -> text.append(upkeep.data().relativize(file)).append('\n'));
        try (OutputStream out = upkeep.operations().create(unfinished)) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        upkeep.operations().force(unfinished);
        upkeep.operations().replace(intent, unfinished);
        upkeep.operations().force(upkeep.data());
        return intent;
    }

    private static void end(UpkeepSession upkeep, Path intent) throws IOException {
        upkeep.operations().unlink(intent);
        upkeep.operations().force(upkeep.data());
    }

    /** Finishes interrupted removals. */
    static void recover(UpkeepSession upkeep) throws IOException {
        List<Path> intents = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(upkeep.data(), INTENT + "*")) {
            entries.forEach(intents::add);
        }
        for (Path intent : intents) {
            if (!intent.toString().endsWith(UNFINISHED)) {
                List<String> lines = Files.readAllLines(intent);
                remove(
                        upkeep,
                        lines.get(0),
                        lines.stream()
                                .skip(1)
                                .map(upkeep.data()::resolve)
                                .filter(Files::exists)
                                .toList());
            }
            end(upkeep, intent);
        }
    }
}
