package io.tracemill.storage.upkeep;

import io.tracemill.storage.parquet.RowFileReader;
import io.tracemill.storage.publish.FileSteps;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Partition;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Removes the directories of dates that are too old. A directory goes at once, by one renaming to {@code <out>/.expired-<id>},
 * where it is then removed; what is found there later was interrupted.
 */
public final class Expiry {

    private static final String EXPIRED = ".expired-";

    private final ExpireRequest request;
    private final Upkeep upkeep;

    private Expiry(ExpireRequest request, Upkeep upkeep) {
        this.request = request;
        this.upkeep = upkeep;
    }

    /**
     * Removes what is too old.
     *
     * @param clock says what is
     */
    public static List<Expired> run(ExpireRequest request, Clock clock, Consumer<String> progress) throws IOException {
        return run(request, clock, FileSteps.REAL, progress);
    }

    static List<Expired> run(ExpireRequest request, Clock clock, FileSteps steps, Consumer<String> progress)
            throws IOException {
        Instant limit = clock.instant().minus(request.olderThan());
        List<Expired> expired = new ArrayList<>();
        try (Upkeep upkeep = Upkeep.open(request.data(), steps, request.tempDirectory())) {
            Expiry expiry = new Expiry(request, upkeep);
            for (Table<?, ?> table : tracesFirst()) {
                for (Partition partition : upkeep.tree().partitions(table)) {
                    if (endOf(partition).isBefore(limit)) {
                        progress.accept(table.name() + "/" + partition.directory());
                        expired.add(expiry.remove(table, partition));
                    }
                }
            }
        }
        return expired;
    }

    /** So that nobody finds a trace whose other rows are gone. */
    private static List<Table<?, ?>> tracesFirst() {
        List<Table<?, ?>> tables = new ArrayList<>(Datasets.tables());
        tables.sort(Comparator.comparing(table -> !table.equals(Datasets.TRACES)));
        return tables;
    }

    private static Instant endOf(Partition partition) {
        return LocalDate.parse(partition.date())
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    private Expired remove(Table<?, ?> table, Partition partition) throws IOException {
        Path directory = upkeep.tree().directory(table, partition);
        List<Path> files = upkeep.files(table, partition);
        long rows = 0;
        for (Path file : files) {
            rows += RowFileReader.rowCount(file);
        }
        Expired.Outcome outcome = request.dryRun() ? Expired.Outcome.PLANNED : Expired.Outcome.REMOVED;
        if (isWritten(directory, files)) {
            outcome = Expired.Outcome.BUSY;
        }
        Expired expired = new Expired(directory, outcome, files.size(), rows, Upkeep.bytes(files));
        if (outcome == Expired.Outcome.REMOVED) {
            remove(directory);
        }
        return expired;
    }

    /** Whether there is anything but published files of jobs that have ended. */
    private static boolean isWritten(Path directory, List<Path> files) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.anyMatch(entry -> !files.contains(entry));
        }
    }

    private void remove(Path directory) throws IOException {
        FileSteps steps = upkeep.steps();
        Path gone = upkeep.data().resolve(EXPIRED + UUID.randomUUID());
        steps.replace(gone, directory);
        steps.force(directory.resolveSibling(""));
        steps.force(upkeep.data());
        remove(steps, gone);
        try {
            steps.unlink(directory.resolveSibling(""));
        } catch (DirectoryNotEmptyException e) {
            return; // other dates of the run
        }
    }

    private static void remove(FileSteps steps, Path gone) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(gone)) {
            entries.forEach(files::add);
        }
        for (Path file : files) {
            steps.unlink(file);
        }
        steps.unlink(gone);
    }

    /** Removes what was left where directories go. */
    static void recover(Upkeep upkeep) throws IOException {
        List<Path> gone = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(upkeep.data(), EXPIRED + "*")) {
            entries.forEach(gone::add);
        }
        for (Path directory : gone) {
            remove(upkeep.steps(), directory);
        }
    }
}
