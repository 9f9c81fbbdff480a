package io.tracemill.storage.upkeep;

import io.tracemill.storage.EmbeddedArchive;
import io.tracemill.storage.parquet.OffsetRange;
import io.tracemill.storage.parquet.RowFileReader;
import io.tracemill.storage.publish.ArchiveTree;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.HivePartition;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The verification of an archive from its files alone: no unfinished files, every file whole, no record in two of them,
 * no trace twice, and every {@link Law} by run and date. It stops at the first difference.
 */
public final class Verification {

    private final ArchiveTree tree;
    private final FileSql sql;
    private final Set<String> withoutClusters;
    private final Consumer<String> progress;
    private final boolean live;
    private long files;
    private long rows;
    private long traces;
    private long filtered;
    private long folded;
    private long broken;
    private long unfinished;

    private Verification(VerifyRequest request, FileSql sql, Consumer<String> progress) throws IOException {
        this.tree = new ArchiveTree(request.data());
        this.live = request.live();
        this.withoutClusters = EmbeddedArchive.unfinished(request.data());
        this.sql = sql;
        this.progress = progress;
    }

    /**
     * Verifies an archive.
     *
     * @param progress is told what is looked at
     */
    public static VerificationResult run(VerifyRequest request, Consumer<String> progress) throws IOException {
        try (FileSql sql = FileSql.open(request.tempDirectory())) {
            Verification verification = new Verification(request, sql, progress);
            return verification.result(verification.difference());
        }
    }

    private VerificationResult result(Optional<Difference> difference) {
        return new VerificationResult(files, rows, traces, filtered, folded, broken, unfinished, difference);
    }

    private Optional<Difference> difference() throws IOException {
        for (Table<?, ?> table : Datasets.tables()) {
            Optional<Difference> difference = files(table);
            if (difference.isPresent()) {
                return difference;
            }
        }
        Optional<Difference> twice = traceTwice();
        return twice.isPresent() ? twice : brokenLaw();
    }

    private Optional<Difference> files(Table<?, ?> table) throws IOException {
        List<Path> leftovers = tree.leftovers(table);
        unfinished += leftovers.size();
        if (!leftovers.isEmpty() && !live) {
            return Optional.of(new Difference(
                    leftovers.get(0),
                    null,
                    "a file in the directory of a dataset",
                    "published",
                    "unfinished (--live if an archive service is running)"));
        }
        for (HivePartition partition : tree.partitions(table)) {
            progress.accept(table.name() + "/" + partition.directory());
            List<Path> published = tree.files(table, partition, withoutClusters);
            Optional<Difference> difference = published.isEmpty() ? Optional.empty() : files(published);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    /** The first difference in the files of one directory. */
    private Optional<Difference> files(List<Path> published) throws IOException {
        List<Held> held = new ArrayList<>();
        for (Path file : published) {
            try {
                RowFileReader.footer(file).ranges().forEach(range -> held.add(new Held(file, range)));
                rows += readWhole(file);
                files++;
            } catch (IOException e) {
                String found = String.valueOf(e.getMessage()).replace(file + ": ", "");
                return Optional.of(new Difference(file, null, "the file", "readable", found));
            }
        }
        held.sort(Held.ORDER);
        for (int i = 1; i < held.size(); i++) {
            Optional<Difference> difference = held.get(i).overlap(held.get(i - 1));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    /** Decodes every value of a file. Returns the number of rows. */
    private long readWhole(Path file) throws IOException {
        return sql.first(
                        "select count(*), bit_xor(hash(t)) from read_parquet(" + FileSql.list(List.of(file))
                                + ", hive_partitioning = false) t",
                        row -> row.getLong(1))
                .orElse(0L);
    }

    /** A range of records that a file holds. */
    private record Held(Path file, OffsetRange range) {

        static final Comparator<Held> ORDER = Comparator.comparing((Held held) -> held.range.cluster())
                .thenComparing(held -> held.range.topic())
                .thenComparing(held -> held.range.partition())
                .thenComparing(held -> held.range.first());

        Optional<Difference> overlap(Held before) {
            return range.isBeside(before.range) && range.first() <= before.range.last()
                    ? Optional.of(new Difference(
                            file,
                            null,
                            "the first offset after those of " + before.file.getFileName() + " (" + before.range + ")",
                            "at least " + (before.range.last() + 1),
                            Long.toString(range.first())))
                    : Optional.empty();
        }
    }

    private Optional<Difference> traceTwice() throws IOException {
        List<Path> published = tree.files(Datasets.TRACES, withoutClusters);
        return published.isEmpty()
                ? Optional.empty()
                : sql.first(
                        "select max(filename) as file, trace_id, 'archived' as what, 1 as expected, count(*) as found"
                                + " from "
                                + FileSql.rows(published) + " group by trace_id having count(*) > 1 order by all",
                        Verification::difference);
    }

    private Optional<Difference> brokenLaw() throws IOException {
        Set<HivePartition> partitions = new LinkedHashSet<>();
        for (Table<?, ?> table : LawTables.datasets()) {
            partitions.addAll(tree.partitions(table));
        }
        for (HivePartition partition : partitions) {
            progress.accept(partition.directory().toString());
            Optional<Difference> difference = brokenLaw(partition);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private Optional<Difference> brokenLaw(HivePartition partition) throws IOException {
        Map<Table<?, ?>, List<Path>> of = new LinkedHashMap<>();
        for (Table<?, ?> table : LawTables.datasets()) {
            of.put(table, tree.files(table, partition, withoutClusters));
        }
        LawTables.make(sql, of);
        count();
        for (Law law : Law.all()) {
            Optional<Difference> difference =
                    sql.first("from (" + law.sql() + ") order by all", Verification::difference);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private void count() throws IOException {
        String counts = "select count(*), count(*) filter (spans_written < spans), count(*) filter (folded_names > 0),"
                + " count(*) filter (state = 'BROKEN') from traces";
        for (long[] found :
                sql.all(counts, row -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)})) {
            traces += found[0];
            filtered += found[1];
            folded += found[2];
            broken += found[3];
        }
    }

    private static Difference difference(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Difference(
                Path.of(row.getString("file")),
                row.getString("trace_id"),
                row.getString("what"),
                String.valueOf(row.getString("expected")),
                String.valueOf(row.getString("found")));
    }
}
