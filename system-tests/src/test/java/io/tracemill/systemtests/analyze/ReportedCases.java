package io.tracemill.systemtests.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import java.nio.file.Path;
import java.util.List;

/** Small traces made after public reports, in the directory {@code cases} beside the recorded ones. */
public final class ReportedCases {

    private ReportedCases() {}

    /** A file or directory of the cases. */
    public static Path file(String name) {
        return Path.of(System.getenv("TRACEMILL_CORPUS"))
                .resolveSibling("cases")
                .resolve(name);
    }

    /** Analyses a case into an archive; it must succeed. */
    static CommandLineRun analyze(String name, Path archive) {
        CommandLineRun run =
                CommandLineRun.of("analyze", file(name).toString(), "--out", archive.toString(), "--no-progress");
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    /** Rows of a query of an archive as CSV, without the names of the columns. */
    static List<String> rows(Path archive, String sql) {
        CommandLineRun run = CommandLineRun.of("query", "--data", archive.toString(), "--format", "csv", sql);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out().lines().skip(1).toList();
    }
}
