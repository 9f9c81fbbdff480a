package io.tracemill.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The counts and checksums of an archive: equal for two correct analyses of the same files.
 *
 * @param counts how many events there were, by what became of them
 * @param datasets number and checksum of the rows of each dataset
 */
public record ArchiveDigest(Counts counts, Map<String, Rows> datasets) {
    /**
     * Columns of a dataset, except two that differ between correct analyses: the time of day at which ranks were
     * compared, and the number of the batch that a span came in, since the path of the file is in the first batch.
     */
    private static final String COLUMNS = "columns(lambda name: name not in ('final_ms', 'told_ms', 'sequence'))";

    /**
     * Reads the archive of one analysis.
     *
     * @throws IOException if its numbers cannot be right
     */
    public static ArchiveDigest of(MeasuredProgram program, Path archive, int files) throws IOException {
        List<String> datasets = datasets(archive);
        List<String> statements = new ArrayList<>(List.of(Counts.SQL));
        datasets.forEach(dataset ->
                statements.add("select count(*), sum(hash(t)) from (select " + COLUMNS + " from " + dataset + ") t"));
        List<List<String>> rows = program.firstRows(archive, statements);
        Map<String, Rows> digests = new TreeMap<>();
        for (int i = 0; i < datasets.size(); i++) {
            List<String> row = rows.get(i + 1);
            digests.put(datasets.get(i), new Rows(Long.parseLong(row.get(0)), row.get(1)));
        }
        ArchiveDigest digest = new ArchiveDigest(Counts.of(rows.get(0)), digests);
        digest.check(archive, files);
        return digest;
    }

    /** Datasets that the archive has files of. */
    private static List<String> datasets(Path archive) throws IOException {
        try (Stream<Path> files = Files.list(archive)) {
            return files.filter(Files::isDirectory)
                    .map(directory -> directory.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** Bytes of the files of each dataset. */
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

    /** Names of what differs from another digest. */
    public List<String> differences(ArchiveDigest other) {
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

    private void check(Path archive, int files) throws MeasurementException {
        require(archive, "complete traces", counts.complete, files);
        require(
                archive,
                "events read",
                counts.read,
                counts.published + counts.filtered + counts.merged + counts.rejected);
        require(archive, "rows of spans", rows("spans"), counts.spansWritten);
        require(archive, "rows of bottlenecks", rows("bottlenecks"), rows("device_stats"));
    }

    private static void require(Path archive, String what, long is, long shouldBe) throws MeasurementException {
        if (is != shouldBe) {
            throw new MeasurementException(
                    archive + ": wrong answer: " + what + " should be " + shouldBe + " but are " + is);
        }
    }

    private long rows(String dataset) {
        Rows rows = datasets.get(dataset);
        return rows == null ? 0 : rows.count();
    }

    /**
     * The rows of a dataset.
     *
     * @param checksum does not depend on the order of the rows
     */
    public record Rows(long count, String checksum) {}

    /** Events by what became of them: read = published + filtered + merged + rejected. */
    public record Counts(
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
