package io.tracemill.storage.upkeep;

import io.tracemill.storage.publish.FileOperations;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.HivePartition;
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
 * The removal of directories whose dates are too old. Each is first renamed to {@code <out>/.expired-<id>}, so that it
 * disappears at once, and then deleted. A directory found under that name later was interrupted.
 */
public final class Expiry {

    private static final String EXPIRED = ".expired-";

    private final ExpireRequest request;
    private final UpkeepSession upkeep;

    private Expiry(ExpireRequest request, UpkeepSession upkeep) {
        this.request = request;
        this.upkeep = upkeep;
    }

    /**
     * Removes all directories that are too old.
     *
     * @param clock tells which are
     */
    public static List<ExpiryResult> run(ExpireRequest request, Clock clock, Consumer<String> progress)
            throws IOException {
        return run(request, clock, FileOperations.REAL, progress);
    }

    static List<ExpiryResult> run(
            ExpireRequest request, Clock clock, FileOperations operations, Consumer<String> progress)
            throws IOException {
        Instant limit = clock.instant().minus(request.olderThan());
        List<ExpiryResult> expired = new ArrayList<>();
        try (UpkeepSession upkeep = UpkeepSession.open(request.data(), operations, request.tempDirectory())) {
            Expiry expiry = new Expiry(request, upkeep);
            for (Table<?, ?> table : tracesFirst()) {
                for (HivePartition partition : upkeep.tree().partitions(table)) {
                    if (endOf(partition).isBefore(limit)) {
                        progress.accept(table.name() + "/" + partition.directory());
                        expired.add(expiry.remove(table, partition));
                    }
                }
            }
        }
        return expired;
    }

    /** The datasets with traces first, so that nobody finds a trace whose other rows are gone. */
    private static List<Table<?, ?>> tracesFirst() {
        List<Table<?, ?>> tables = new ArrayList<>(Datasets.tables());
        tables.sort(Comparator.comparing(table -> !table.equals(Datasets.TRACES)));
        return tables;
    }

    private static Instant endOf(HivePartition partition) {
        return LocalDate.parse(partition.date())
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    private ExpiryResult remove(Table<?, ?> table, HivePartition partition) throws IOException {
        Path directory = upkeep.tree().directory(table, partition);
        List<Path> files = upkeep.files(table, partition);
        long rows = 0;
        for (Path file : files) {
            rows += upkeep.rows(file);
        }
        ExpiryResult.Outcome outcome = request.dryRun() ? ExpiryResult.Outcome.PLANNED : ExpiryResult.Outcome.REMOVED;
        if (isWritten(directory, files)) {
            outcome = ExpiryResult.Outcome.BUSY;
        }
        ExpiryResult expired = new ExpiryResult(directory, outcome, files.size(), rows, UpkeepSession.bytes(files));
        if (outcome == ExpiryResult.Outcome.REMOVED) {
            remove(directory);
        }
        return expired;
    }

    /** Whether a directory holds anything but published files of jobs that have ended. */
    private static boolean isWritten(Path directory, List<Path> files) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.anyMatch(entry -> !files.contains(entry));
        }
    }

    private void remove(Path directory) throws IOException {
        FileOperations operations = upkeep.operations();
        Path gone = upkeep.data().resolve(EXPIRED + UUID.randomUUID());
        operations.replace(gone, directory);
        operations.force(directory.resolveSibling(""));
        operations.force(upkeep.data());
        remove(operations, gone);
        try {
            operations.unlink(directory.resolveSibling(""));
        } catch (DirectoryNotEmptyException e) {
            return; // other dates of the run
        }
    }

    private static void remove(FileOperations operations, Path gone) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(gone)) {
            entries.forEach(files::add);
        }
        for (Path file : files) {
            operations.unlink(file);
        }
        operations.unlink(gone);
    }

    /** Deletes the directories that an interrupted expiry has renamed. */
    static void recover(UpkeepSession upkeep) throws IOException {
        List<Path> gone = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(upkeep.data(), EXPIRED + "*")) {
            entries.forEach(gone::add);
        }
        for (Path directory : gone) {
            remove(upkeep.operations(), directory);
        }
    }
}
