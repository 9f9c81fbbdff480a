package io.tracemill.cli;

import io.tracemill.cli.query.AnswerFile;
import io.tracemill.cli.query.Answers;
import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.query.RowFormat;
import io.tracemill.cli.query.SqlShell;
import io.tracemill.cli.query.TableSize;
import io.tracemill.cli.query.TerminalLines;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Figures;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers a question in SQL. */
@Command(
        name = "query",
        header = "Query an archive with SQL (DuckDB).",
        footer = {
            "",
            "Examples:",
            "  tracemill query --data archive \"from runs\"",
            "  tracemill query --data archive \\",
            "      \"select run, rank, device, bottleneck from bottlenecks\"",
            "  tracemill query --data archive --format csv \"from bottlenecks\" \\",
            "      > bottlenecks.csv",
            "  tracemill query --data archive --output spans.parquet \\",
            "      \"from spans where run = 'candidate'\"",
            "  tracemill query --data archive \"describe spans\"",
            "  tracemill query --data archive < questions.sql"
        })
final class QueryCommand extends CommonOptions implements Callable<Integer> {

    private static final Path HISTORY = Path.of(System.getProperty("user.home", "."), ".tracemill_history");

    private final Console console;
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Archive directory.")
    private Path data = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "table|json|csv|parquet|xlsx",
            description = "Output format (default: the one that the ending of --output names, else table).")
    private @Nullable RowFormat format;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Writes the answer to a file, once it is whole; parquet and xlsx need one.")
    private @Nullable Path output;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Most rows in a table (default: ${DEFAULT-VALUE}); other formats have all.")
    private int limit;

    @Parameters(paramLabel = "SQL", arity = "0..1", description = "Statements, separated by semicolons.")
    private @Nullable String sql;

    QueryCommand(Console console) {
        this.console = console;
    }

    @Spec
    void describe(CommandSpec spec) {
        command = spec;
        spec.usageMessage()
                .description(
                        "Each dataset is a view: " + names(Datasets.written()) + "; and, if the traces have such data, "
                                + names(Datasets.DERIVED)
                                + ". The views runs and run_trends have a row per run and date, device_minutes the run of"
                                + " each device, telemetry_increases what each counter grew by.",
                        "Statements cannot change the archive, and cannot access other files on this machine.",
                        "Without SQL, query opens a shell on a terminal (with history and .help), or reads standard"
                                + " input.",
                        "Errors are then reported by line; execution continues, and the exit code is 1.");
    }

    private static String names(List<? extends Table<?, ?>> datasets) {
        return datasets.stream().map(Table::name).collect(Collectors.joining(", "));
    }

    @Override
    public Integer call() throws IOException {
        RowFormat wanted = wanted();
        check(limit >= 1, "--limit must be at least 1 but was " + limit);
        check(output == null || sql != null, "--output needs SQL as an argument; the shell has .output");
        check(output != null || wanted.isText(), "--format parquet and xlsx need --output FILE");
        if (sql != null && output != null) {
            save(sql, wanted, output);
            return ExitCode.DONE.code();
        }
        try (ArchiveSql archive = ArchiveSql.open(data)) {
            if (sql == null) {
                return shell(archive, answers(wanted));
            }
            archive.runAll(sql, answers(wanted));
            return ExitCode.DONE.code();
        }
    }

    private RowFormat wanted() {
        if (format != null || output == null) {
            return format == null ? RowFormat.TABLE : format;
        }
        return RowFormat.of(output)
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        "--output must end in .txt, .json, .csv, .parquet or .xlsx, or come with --format, but was "
                                + output));
    }

    private void check(boolean isRight, String message) {
        if (!isRight) {
            throw new ParameterException(command.commandLine(), message);
        }
    }

    private Answers answers(RowFormat wanted) {
        int columns = console.out().isTerminal() ? console.screen().columns() : Integer.MAX_VALUE;
        return new Answers(
                wanted,
                new TableSize(columns, limit),
                console.out().uncloseable(),
                note -> console.say("tracemill query: " + note));
    }

    private void save(String question, RowFormat wanted, Path file) throws IOException {
        try (AnswerFile answer = AnswerFile.begin(file);
                ArchiveSql archive = ArchiveSql.open(data, answer)) {
            long rows = switch (wanted) {
                case PARQUET -> archive.saveParquet(question, answer);
                case XLSX -> archive.saveXlsx(question, answer);
                case TABLE, JSON, CSV ->
                    archive.runAll(question, answers(wanted).into(answer.text()));
            };
            answer.commit();
            console.say(file + ": " + Figures.count(rows) + (rows == 1 ? " row, " : " rows, ")
                    + Figures.bytes(Files.size(file)));
        }
    }

    private int shell(ArchiveSql archive, Answers answers) throws IOException {
        SqlShell shell = new SqlShell(archive, answers, console.err());
        if (console.input().typed()) {
            console.say("tracemill query: .help shows the commands; a semicolon ends a statement");
            try (TerminalLines lines = TerminalLines.open(HISTORY, archive.views())) {
                shell.run(lines);
            }
            return ExitCode.DONE.code();
        }
        Reader input = new InputStreamReader(console.input().stream(), StandardCharsets.UTF_8);
        boolean done = shell.run(new BufferedReader(input)::readLine);
        return (done ? ExitCode.DONE : ExitCode.FAILED).code();
    }
}
