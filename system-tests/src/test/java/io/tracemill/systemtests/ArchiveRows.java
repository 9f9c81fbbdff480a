package io.tracemill.systemtests;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.schemas.Topic;
import io.tracemill.storage.rows.Column;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Table;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an archive holds, but for the times of day at which something was told. */
public final class ArchiveRows {

    private static final Set<String> TIMES_OF_DAY = Set.of("final_ms", "told_ms");

    private ArchiveRows() {}

    /** Rows of a dataset, in an order of their own; empty for none. */
    public static String of(Path archive, Table<?, ?> table) {
        String csv = query(archive, sql(table));
        return csv.substring(csv.indexOf('\n') + 1); // the names of the columns
    }

    /**
     * Number of rows of each dataset, and a sum over all their columns that is the same in every order; empty for none.
     */
    public static Map<String, String> checksums(Path archive) {
        return checksums(archive, "true");
    }

    /** Number of rows that a run has in each dataset, and a sum over their columns, as {@link #checksums} gives it. */
    public static Map<String, String> checksumsOf(String run, Path archive) {
        return checksums(archive, "t.run = '" + run + "'");
    }

    /**
     * Number of rows and checksum of the datasets that follow from telemetry and traces, for runs whose names begin so.
     * A minute of a device is of no run.
     */
    public static Map<String, String> checksumsOfFleet(String runs, Path archive) {
        Map<String, String> sums = new TreeMap<>();
        Set<String> ofFleet = Topic.datasetsOfFleet();
        for (Table<?, ?> table : Datasets.tables()) {
            if (ofFleet.contains(table.name())) {
                sums.put(table.name(), checksum(archive, table, "t.run is null or t.run like '" + runs + "%'"));
            }
        }
        return sums;
    }

    /** Rows of all datasets together, of which these are the checksums. */
    public static long rows(Map<String, String> checksums) {
        return checksums.values().stream()
                .filter(sum -> !sum.isEmpty())
                .mapToLong(sum -> Long.parseLong(sum.split("\n", -1)[1].split(",", -1)[0]))
                .sum();
    }

    /** Rows of a dataset. */
    public static long count(Path archive, Table<?, ?> table) {
        String csv = query(archive, "select count(*) from " + table.name());
        return csv.isEmpty() ? 0 : Long.parseLong(csv.split("\n", -1)[1]);
    }

    private static Map<String, String> checksums(Path archive, String where) {
        Map<String, String> sums = new TreeMap<>();
        for (Table<?, ?> table : Datasets.ofTraces()) {
            sums.put(table.name(), checksum(archive, table, where));
        }
        return sums;
    }

    private static String checksum(Path archive, Table<?, ?> table, String where) {
        return query(archive, "select count(*), sum(hash(t)) from (" + sql(table) + ") t where " + where);
    }

    /** All rows of a dataset in an order of their own, but for the times of day at which something was told. */
    public static String sql(Table<?, ?> table) {
        String when = table.columns().stream()
                .map(Column::name)
                .filter(TIMES_OF_DAY::contains)
                .collect(Collectors.joining(", "));
        return "select *" + (when.isEmpty() ? "" : " exclude (" + when + ")") + " from " + table.name()
                + " order by all";
    }

    private static String query(Path archive, String sql) {
        CommandLineRun run = CommandLineRun.of("query", "--data", archive.toString(), "--format", "csv", sql);
        return run.code() == 0 ? run.out() : "";
    }
}
