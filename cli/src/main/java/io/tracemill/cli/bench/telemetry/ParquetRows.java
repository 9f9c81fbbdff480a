package io.tracemill.cli.bench.telemetry;

import io.tracemill.cli.query.Answers;
import io.tracemill.cli.query.ArchiveSql;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The readings that an archive holds.
 *
 * @param rows how many
 * @param sum as {@link Tally#sum}
 * @param nodes how many nodes they are of
 */
record ParquetRows(long rows, long sum, long nodes) {

    private static final String SQL = """
            select count(*), sum(cast(floor(value * 1000) as bigint) %% %d * (1 + time_ns // 1000000 %% %d)),
              count(distinct node)
            from telemetry""".formatted(Tally.VALUES, Tally.TIMES);

    static ParquetRows of(Path archive) throws IOException {
        StringWriter csv = new StringWriter();
        try (ArchiveSql sql = ArchiveSql.open(archive)) {
            sql.run(SQL, Answers.csv(csv));
        }
        String[] row = csv.toString().split("\n", -1)[1].split(",", -1);
        return new ParquetRows(Long.parseLong(row[0]), Long.parseLong(row[1]), Long.parseLong(row[2]));
    }

    /** Bytes of the files of a dataset. */
    static long bytes(Path archive, String dataset) throws IOException {
        try (Stream<Path> files = Files.walk(archive.resolve(dataset))) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
