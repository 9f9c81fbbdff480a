package io.tracemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers in files. */
class QueryFilesTest {

    private static final String QUESTION = "select trace_id, rank from traces order by rank -- all";

    @TempDir
    Path dir;

    private Path archive = Path.of("");

    @BeforeEach
    void anArchiveOfTwoTraces() throws IOException, SQLException {
        archive = dir.resolve("archive");
        Path part = Files.createDirectories(archive.resolve("traces/run=r/date=2026-01-01"));
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("copy (select * from (values ('a<b', 1), ('c', 2)) t(trace_id, rank)) to '"
                    + part.resolve("c-traces-0-0.parquet") + "' (format parquet)");
        }
    }

    @Test
    void theEndingNamesTheFormat() {
        assertThat(query("answer.csv", QUESTION))
                .isEqualTo(new CommandLineRun(0, "", dir.resolve("answer.csv") + ": 2 rows, 24 B\n"));
        assertThat(dir.resolve("answer.csv")).hasContent("trace_id,rank\na<b,1\nc,2\n");
        assertThat(query("answer.txt", QUESTION).code()).isZero();
        assertThat(dir.resolve("answer.txt")).hasContent("trace_id  rank\na<b          1\nc            2\n");
    }

    @Test
    void parquetKeepsTypes() throws SQLException {
        CommandLineRun run = query("answer.parquet", QUESTION);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).startsWith(dir.resolve("answer.parquet") + ": 2 rows, ");

        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet rows =
                        statement.executeQuery("select string_agg(trace_id || ' ' || rank, ', ' order by rank),"
                                + " any_value(typeof(rank)) from '" + dir.resolve("answer.parquet") + "'")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("a<b 1, c 2");
            assertThat(rows.getString(2)).isEqualTo("INTEGER");
        }
        assertThat(dir).isDirectoryNotContaining("glob:**tmp-*");
    }

    @Test
    void aWorkbookHasNumbersAsNumbersUnlessTheyAreTooLong() throws IOException {
        CommandLineRun run = query(
                "answer.xlsx",
                "select trace_id, rank, rank = 1 as is_first, 0.5::double as half, 1767225600000000000 + rank as start_ns,"
                        + " null as nothing from traces order by rank limit 1");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).startsWith(dir.resolve("answer.xlsx") + ": 1 row, ");
        assertThat(sheet())
                .contains("<t>start_ns</t>")
                .contains("<t>a&lt;b</t>", "<v>1</v>", "<v>0.5</v>", "<t>1767225600000000001</t>")
                .contains("t=\"b\"");
    }

    @Test
    void moreRowsThanASheetHasAreRefusedAndNothingStays() throws IOException {
        Files.writeString(dir.resolve("answer.xlsx"), "kept");

        CommandLineRun run = query("answer.xlsx", "select i from range(1048576) t(i)");

        assertThat(run)
                .isEqualTo(new CommandLineRun(
                        1,
                        "",
                        "tracemill: the answer has 1,048,576 rows, but a sheet of"
                                + " Excel has room for 1,048,575; --format csv or parquet takes all\n"));
        assertThat(dir.resolve("answer.xlsx")).hasContent("kept");
        assertThat(dir).isDirectoryNotContaining("glob:**tmp-*");
    }

    @Test
    void answersOfSeveralStatementsFollowEachOther() {
        assertThat(query("answer.json", "select 1 as a; select 2 as b").code()).isZero();
        assertThat(dir.resolve("answer.json")).hasContent("[{\"a\":1}]\n[{\"b\":2}]\n");
    }

    @Test
    void aWrongQuestionLeavesNoFile() {
        for (String format : new String[] {"csv", "json", "table", "parquet", "xlsx"}) {
            CommandLineRun run = query("answer." + format, "select ranks from traces");

            assertThat(run.err())
                    .startsWith("tracemill: Binder Error: Referenced column \"ranks\" not found")
                    .contains("Candidate bindings: \"rank\"");
            assertThat(run.code()).isEqualTo(1);
            assertThat(dir).isDirectoryNotContaining("glob:**answer*");
        }
    }

    @Test
    void aFileNeedsAPlaceAndAQuestion() throws IOException {
        assertThat(query("none/answer.csv", QUESTION).err())
                .isEqualTo("tracemill: " + dir.resolve("none") + ": no such file\n");
        Files.createDirectory(dir.resolve("directory.csv"));
        assertThat(query("directory.csv", QUESTION).err()).endsWith(": is not a file\n");
        assertThat(usage("--format", "xlsx", QUESTION))
                .startsWith("tracemill query: --format parquet and xlsx need --output FILE");
        assertThat(usage("--output", "a.pdf", "from traces"))
                .startsWith("tracemill query: --output must end in .txt, .json, .csv, .parquet or .xlsx");
        assertThat(usage("--output", "a.csv"))
                .startsWith("tracemill query: --output needs SQL as an argument; the shell has .output");
        assertThat(usage("--limit", "0", QUESTION)).startsWith("tracemill query: --limit must be at least 1 but was 0");
    }

    private String usage(String... more) {
        String[] args = new String[more.length + 3];
        args[0] = "query";
        args[1] = "--data";
        args[2] = archive.toString();
        System.arraycopy(more, 0, args, 3, more.length);
        CommandLineRun run = CommandLineRun.of(args);
        assertThat(run.code()).isEqualTo(2);
        return run.err();
    }

    private CommandLineRun query(String file, String question) {
        return CommandLineRun.of(
                "query",
                "--data",
                archive.toString(),
                "--output",
                dir.resolve(file).toString(),
                question);
    }

    private String sheet() throws IOException {
        try (ZipFile workbook = new ZipFile(dir.resolve("answer.xlsx").toFile());
                InputStream sheet = workbook.getInputStream(workbook.getEntry("xl/worksheets/sheet1.xml"))) {
            return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
