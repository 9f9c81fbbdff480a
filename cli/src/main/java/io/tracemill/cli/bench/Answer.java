package io.tracemill.cli.bench;

import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.query.RowFormat;
import io.tracemill.cli.terminal.Failure;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an analysis left in its archive, brief enough to be compared: two right runs over the same files have equal answers.
 *
 * @param counts what became of the files' events
 * @param datasets rows of each
 */
record Answer(Counts counts, Map<String, Rows> datasets) {
    private static final List<String> DATASETS =
            List.of("bottlenecks", "device_stats", "kernel_stats", "operator_stats", "spans", "traces");

    /** Datasets that are there only if the traces say such things. */
    private static final List<String> DERIVED = List.of("communication", "kernel_counters", "memory");

    /**
     * Reads the archive of one analysis.
     *
     * @throws Failure if what it holds cannot be right
     */
    static Answer of(Path archive, int files) throws IOException {
        Map<String, Rows> datasets = new TreeMap<>();
        try (ArchiveSql sql = ArchiveSql.open(archive)) {
            for (String dataset : datasets(archive)) {
                List<String> row = row(sql, "select count(*), sum(hash(t)) from " + dataset + " t");
                datasets.put(dataset, new Rows(Long.parseLong(row.get(0)), row.get(1)));
            }
            Answer answer = new Answer(Counts.of(row(sql, Counts.SQL)), datasets);
            answer.check(archive, files);
            return answer;
        }
    }

    private static List<String> datasets(Path archive) {
        return Stream.concat(
                        DATASETS.stream(),
                        DERIVED.stream().filter(dataset -> Files.isDirectory(archive.resolve(dataset))))
                .toList();
    }

    /** Bytes of each dataset's files. */
    static Map<String, Long> sizes(Path archive) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        for (String dataset : datasets(archive)) {
            try (Stream<Path> files = Files.walk(archive.resolve(dataset))) {
                sizes.put(
                        dataset,
                        files.filter(file -> file.toString().endsWith(".parquet"))
                                .mapToLong(file -> file.toFile().length())
                                .sum());
            }
        }
        return sizes;
    }

    /** Names of what is not the same in another answer. */
    List<String> differences(Answer other) {
        List<String> differences = new ArrayList<>();
        if (!counts.equals(other.counts)) {
            differences.add("counts of events");
        }
        datasets.forEach((dataset, rows) -> {
            if (!rows.equals(other.datasets.get(dataset))) {
                differences.add("rows of " + dataset);
            }
        });
        return differences;
    }

    private void check(Path archive, int files) throws Failure {
        require(archive, "complete traces", counts.complete, files);
        require(
                archive,
                "events read",
                counts.read,
                counts.published + counts.filtered + counts.merged + counts.rejected);
        require(archive, "rows of spans", rows("spans"), counts.spansWritten);
        require(archive, "rows of bottlenecks", rows("bottlenecks"), rows("device_stats"));
    }

    private static void require(Path archive, String what, long is, long shouldBe) throws Failure {
        if (is != shouldBe) {
            throw new Failure(archive + ": wrong answer: " + what + " should be " + shouldBe + " but are " + is);
        }
    }

    private long rows(String dataset) {
        Rows rows = datasets.get(dataset);
        return rows == null ? 0 : rows.count();
    }

    private static List<String> row(ArchiveSql sql, String statement) throws IOException {
        StringWriter csv = new StringWriter();
        sql.run(statement, RowFormat.CSV, csv);
        return List.of(csv.toString().split("\n", -1)[1].split(",", -1));
    }

    /**
     * Rows of a dataset.
     *
     * @param checksum the same for the same rows, in whatever order
     */
    record Rows(long count, String checksum) {}

    /** What became of the events: read = published + filtered + merged + rejected. */
    record Counts(
            long complete, long read, long published, long filtered, long merged, long rejected, long spansWritten) {
        private static final String SQL = """
                select count(*) filter (where state = 'COMPLETE'), sum(totals.events_read), sum(totals.published),
                  sum(coalesce(list_sum(map_values(totals.filtered)), 0)),
                  sum(coalesce(list_sum(map_values(totals.merged)), 0)),
                  sum(coalesce(list_sum(map_values(totals.rejected)), 0)), sum(spans_written)
                from traces""";

        private static Counts of(List<String> row) {
            long[] n = row.stream().mapToLong(Long::parseLong).toArray();
            return new Counts(n[0], n[1], n[2], n[3], n[4], n[5], n[6]);
        }
    }
}
