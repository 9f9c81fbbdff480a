package io.tracemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements from standard input. */
class QueryShellTest {

    @TempDir
    Path dir;

    @BeforeEach
    void anArchiveOfTwoTraces() throws IOException, SQLException {
        Path part = Files.createDirectories(dir.resolve("traces/run=r/date=2026-01-01"));
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("copy (select * from (values ('a;b', 1), ('c', 2)) t(trace_id, rank)) to '"
                    + part.resolve("c-traces-0-0.parquet") + "' (format parquet)");
        }
    }

    @Test
    void statementsTakeSeveralLinesAndEndAtSemicolons() {
        CommandLineRun run = shell("""
                select trace_id, rank -- which; one
                from traces
                where trace_id = 'a;b';
                select 1 as one; select 2
                  as two
                """);

        assertThat(run).isEqualTo(new CommandLineRun(0, """
                trace_id  rank
                a;b          1
                one
                  1
                two
                  2
                """, ""));
    }

    @Test
    void anErrorIsToldWithItsLineAndEndsNothing() {
        CommandLineRun run = shell("""
                select 1 as one;

                selct
                  2;
                .tabels
                select 3 as three;
                """);

        assertThat(run.out()).isEqualTo("one\n  1\nthree\n    3\n");
        assertThat(run.err().lines().toList())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("tracemill query: line 3: Parser Error: syntax error at or near \"selct\"; views: ");
        assertThat(run.err()).endsWith("tracemill query: line 5: unknown command .tabels; see .help\n");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void commandsTellOfTheViewsAndTheFormat() {
        CommandLineRun run = shell("""
                .tables
                .format csv
                .schema traces
                select rank from traces order by rank;
                .quit
                select 'not asked';
                """);

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .startsWith("alerts\nbottlenecks\ncollective_stats\ncommunication\n")
                .contains(
                        "telemetry_increases\ntrace_telemetry\ntraces\ncolumn_name,column_type\ntrace_id,VARCHAR\nrank,INTEGER\n")
                .endsWith("rank\n1\n2\n");
    }

    @Test
    void helpNamesEveryCommand() {
        assertThat(shell(".help").out())
                .contains(".tables", ".schema VIEW", ".format table|json|csv", ".limit N", ".output FILE", ".quit");
    }

    @Test
    void wrongCommandsSayWhatWasExpected() {
        assertThat(shell(".schema nothing\n.format xml").err()).isEqualTo("""
                        tracemill query: line 1: .schema must be followed by a view; .tables lists them
                        tracemill query: line 2: .format must be followed by table, json or csv
                        """);
    }

    @Test
    void answersGoToAFileAndBack() throws IOException {
        Path file = dir.resolve("answer.csv");

        CommandLineRun run = shell(".format csv\n.output " + file + """

                select rank from traces order by rank;
                select 3 as three;
                .output
                select 4 as four;
                """);

        assertThat(run).isEqualTo(new CommandLineRun(0, "four\n4\n", ""));
        assertThat(file).hasContent("rank\n1\n2\nthree\n3\n");
        assertThat(dir).isDirectoryNotContaining("glob:**tmp-*");
    }

    @Test
    void aFileHasTheFormatThatItIsNamedAfter() {
        Path file = dir.resolve("answer.json");

        CommandLineRun run = shell(".output " + file + "\nselect 1 as a;\n.output\nselect 2 as b;\n.output a.parquet");

        assertThat(file).hasContent("[{\"a\":1}]\n");
        assertThat(run.out()).isEqualTo("b\n2\n");
        assertThat(run.err())
                .isEqualTo("tracemill query: line 5: .output writes text; query --output a.parquet \"SQL\" writes"
                        + " a.parquet\n");
    }

    @Test
    void aFileEndsWithTheShell() {
        Path file = dir.resolve("answer.txt");

        assertThat(shell(".output " + file + "\nselect 1 as one;\n.quit\n")).isEqualTo(new CommandLineRun(0, "", ""));
        assertThat(file).hasContent("one\n  1\n");
    }

    @Test
    void theNumberOfRowsCanBeSet() {
        CommandLineRun run = shell(".limit 2\nselect i from range(3) t(i) order by i;\n.limit none\n");

        assertThat(run).isEqualTo(new CommandLineRun(1, "i\n0\n1\n", """
                tracemill query: only the first 2 rows are shown; --limit takes another number, --format csv shows all
                tracemill query: line 3: .limit must be followed by a number of rows
                """));
    }

    @Test
    void nothingIsAskedOfNothing() {
        assertThat(shell(" \n-- only a comment; no more\n/* nor; here */\n")).isEqualTo(new CommandLineRun(0, "", ""));
    }

    @Test
    void anArgumentMayHoldSeveralStatements() {
        CommandLineRun run = CommandLineRun.of(
                "query", "--data", dir.toString(), "--format", "csv", "select 1 as a; select ';' as b;");

        assertThat(run).isEqualTo(new CommandLineRun(0, "a\n1\nb\n;\n", ""));
    }

    private CommandLineRun shell(String input) {
        return CommandLineRun.reading(input, "query", "--data", dir.toString());
    }
}
