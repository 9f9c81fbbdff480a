package io.tracemill.systemtests;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Table;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What an archive holds, but for the time of day at which ranks were compared. */
public final class ArchiveRows {

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
            String rows = "select count(*), sum(hash(t)) from (" + sql(table) + ") t where " + where;
            sums.put(table.name(), query(archive, rows));
        }
        return sums;
    }

    /** All rows of a dataset in an order of their own, but for the time of day at which ranks were compared. */
    public static String sql(Table<?, ?> table) {
        boolean saysWhen =
                table.columns().stream().anyMatch(column -> column.name().equals("final_ms"));
        return "select *" + (saysWhen ? " exclude (final_ms)" : "") + " from " + table.name() + " order by all";
    }

    private static String query(Path archive, String sql) {
        CommandLineRun run = CommandLineRun.of("query", "--data", archive.toString(), "--format", "csv", sql);
        return run.code() == 0 ? run.out() : "";
    }
}
