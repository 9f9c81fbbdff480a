package io.tracemill.cli;

import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.query.RowFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers a question in SQL. */
@Command(
        name = "query",
        header = "Ask an archive in SQL (DuckDB).",
        description = {
            "One view per dataset: spans, operator_stats, kernel_stats, device_stats, bottlenecks, traces; and,",
            "where the traces say such things, rank_spread, kernel_counters, memory, communication.",
            "Reads only; the statement sees the archive's files and nothing else of the machine."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill query --data archive \"select operator, self_ns from operator_stats order by 2 desc limit 5\"",
            "  tracemill query --data archive --format csv \"from bottlenecks\" > bottlenecks.csv",
            "  tracemill query --data archive \"describe spans\""
        })
final class QueryCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "The archive.")
    private Path data = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "table|json|csv",
            defaultValue = "table",
            description = "How rows are printed (default: ${DEFAULT-VALUE}).")
    private RowFormat format = RowFormat.TABLE;

    @Parameters(paramLabel = "SQL", arity = "1", description = "The statement.")
    private String sql = "";

    QueryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try (ArchiveSql archive = ArchiveSql.open(data)) {
            archive.run(sql, format, console.out().uncloseable());
        }
        return ExitCode.DONE.code();
    }
}
