package io.tracemill.cli.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveSqlTest {

    private static final String QUESTION = "select run, name, duration_ns from spans order by duration_ns";

    private static final String VIEWS = Stream.concat(
                    Stream.of("device_minutes", "run_trends", "runs", "telemetry_increases"),
                    Datasets.tables().stream().map(Table::name))
            .sorted()
            .collect(Collectors.joining(", "));

    @TempDir
    Path dir;

    private final List<String> notes = new ArrayList<>();

    @BeforeEach
    void anArchiveOfTwoSpans() throws IOException, SQLException {
        Path part = Files.createDirectories(dir.resolve("spans/run=007/date=2026-01-01"));
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("copy (select * from (values ('a,b', 5), (null, 12)) t(name, duration_ns)) to '"
                    + part.resolve("c-spans-0-0.parquet") + "' (format parquet)");
        }
        Files.writeString(part.resolve("c-spans-0-2.parquet.tmp-1"), "half");
    }

    @Test
    void aTableIsAligned() throws IOException {
        assertThat(answer(QUESTION, RowFormat.TABLE)).isEqualTo("""
                run  name  duration_ns
                007  a,b             5
                007  NULL           12
                """);
    }

    @Test
    void filesThatCannotBeReadAreSkipped() throws Exception {
        Path part = dir.resolve("spans/run=007/date=2026-01-01");
        byte[] whole = Files.readAllBytes(part.resolve("c-spans-0-0.parquet"));
        Files.write(part.resolve("c-spans-0-3.parquet"), Arrays.copyOf(whole, whole.length / 2));
        Files.write(part.resolve("c-spans-0-4.parquet"), new byte[0]);
        Files.writeString(part.resolve("c-spans-0-5.parquet"), "Dear diary");
        Path other = Files.createDirectories(dir.resolve("traces/run=007/date=2026-01-01"));
        Files.write(other.resolve("c-traces-0-0.parquet"), new byte[9]);
        assertThat(new ProcessBuilder(
                                "mkfifo", other.resolve("c-traces-0-1.parquet").toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(answer(QUESTION, RowFormat.CSV)).isEqualTo("run,name,duration_ns\n007,\"a,b\",5\n007,,12\n");
        assertThat(answer("select count(*) n from traces", RowFormat.CSV)).isEqualTo("n\n0\n");
    }

    @Test
    void anArchiveWithoutReadableFilesHasViewsWithoutRows() throws IOException {
        Files.writeString(dir.resolve("spans/run=007/date=2026-01-01/c-spans-0-0.parquet"), "Dear diary");

        assertThat(answer("select count(*) n from spans", RowFormat.CSV)).isEqualTo("n\n0\n");
        assertThat(answer("select count(*) n from runs", RowFormat.CSV)).isEqualTo("n\n0\n");
    }

    @Test
    void controlCharactersAreEscapedInTablesAndCsv() throws IOException {
        String name = "select 'a' || chr(27) || '[31m' || chr(10) || 'b' as name";

        assertThat(answer(name, RowFormat.CSV)).isEqualTo("name\na\\u001b[31m\\nb\n");
        assertThat(answer(name, RowFormat.TABLE)).isEqualTo("name\na\\u001b[31m\\nb\n");
    }

    @Test
    void jsonHoldsAnObjectPerRow() throws IOException {
        assertThat(answer(QUESTION, RowFormat.JSON)).isEqualTo("""
                [{"run":"007","name":"a,b","duration_ns":5},
                 {"run":"007","name":null,"duration_ns":12}]
                """);
    }

    @Test
    void csvQuotesWhatItMust() throws IOException {
        assertThat(answer(QUESTION, RowFormat.CSV)).isEqualTo("run,name,duration_ns\n007,\"a,b\",5\n007,,12\n");
    }

    @Test
    void anAnswerWithoutRowsStillNamesItsColumns() throws IOException {
        assertThat(answer("select run, name from spans where false", RowFormat.TABLE))
                .isEqualTo("run  name\n");
    }

    @Test
    void aTableFitsTheTerminalAndNamesTheColumnsThatDoNot() throws IOException {
        String wide = "select 1 as a, repeat('k', 40) as kernel, 2 as second, 3 as third";

        assertThat(answer(wide, RowFormat.TABLE, new TableSize(44, 10))).isEqualTo("""
                a  kernel                      second  third
                1  kkkkkkkkkkkkkkkk...kkkkkkk       2      3
                """);
        assertThat(answer(wide, RowFormat.TABLE, new TableSize(30, 10))).isEqualTo("""
                a  kernel
                1  kkkkkkkkkkkkkkkk...kkkkkkkk
                """);
        assertThat(notes).containsExactly("2 columns have no room here: second, third; --format csv shows all");
    }

    @Test
    void aTableHasNoMoreRowsThanItMayAndSaysSo() throws IOException {
        String three = "select i from range(3) t(i) order by i";

        assertThat(answer(three, RowFormat.TABLE, new TableSize(80, 2))).isEqualTo("i\n0\n1\n");
        assertThat(notes)
                .containsExactly(
                        "only the first 2 rows are shown; --limit takes another number, --format csv shows all");
        notes.clear();
        assertThat(answer(three, RowFormat.TABLE, new TableSize(80, 3))).isEqualTo("i\n0\n1\n2\n");
        assertThat(answer(three, RowFormat.CSV, new TableSize(80, 2))).isEqualTo("i\n0\n1\n2\n");
        assertThat(notes).isEmpty();
    }

    @Test
    void aWrongColumnIsNamedWithThoseThatMayBeMeant() {
        assertThatThrownBy(() -> answer("select duration from (select duration_ns from spans)", RowFormat.TABLE))
                .isInstanceOf(IOException.class)
                .hasMessage("Binder Error: Referenced column \"duration\" not found in FROM clause!"
                        + " Candidate bindings: \"duration_ns\"");
    }

    @Test
    void aStatementCannotWriteOverTheArchive() throws IOException {
        Path file = dir.resolve("spans/run=007/date=2026-01-01/c-spans-0-0.parquet");
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> answer("copy (select 1) to '" + file + "' (format parquet)", RowFormat.TABLE))
                .hasMessageStartingWith("Permission Error: ");
        assertThatThrownBy(() -> answer(
                        "copy (select 1) to '" + file + "' (format parquet, Use_Tmp_File false)", RowFormat.TABLE))
                .hasMessage("a statement must not set use_tmp_file: files of the archive are only read");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void aWrongViewIsNamedWithThoseThereAre() {
        assertThatThrownBy(() -> answer("select * from kernels", RowFormat.TABLE))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "Catalog Error: Table with name kernels does not exist! Did you mean \"kernel_stats\"?; views: "
                                + VIEWS);
    }

    @Test
    void aDatasetWithoutFilesHasItsColumnsAndNoRows() throws IOException {
        assertThat(answer("select run, date, step, computing.spread_pct, uneven from rank_spread", RowFormat.TABLE))
                .isEqualTo("run  date  step  spread_pct  uneven\n");
    }

    @Test
    void aColumnThatAFileLacksIsNullInItsRows() throws IOException {
        assertThat(answer(
                        "select name, step, counters from spans where run = '007' and name is not null", RowFormat.CSV))
                .isEqualTo("name,step,counters\n\"a,b\",,\n");
    }

    @Test
    void aColumnHasItsNewNameInOldFilesToo() throws IOException, SQLException {
        Path part = Files.createDirectories(dir.resolve("operator_stats/run=old/date=2026-01-01"));
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("copy (select 'old' as operator, 40.0::double as percentage, 2.0::double as"
                    + " device_percentage) to '" + part.resolve("c-operator-stats-0-0.parquet") + "' (format parquet)");
        }
        String question = "select operator, self_pct, device_pct from operator_stats order by operator";
        assertThat(answer(question, RowFormat.CSV)).isEqualTo("operator,self_pct,device_pct\nold,40.0,2.0\n");

        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute(
                    "copy (select 'new' as operator, 50.0::double as self_pct, null::double as device_pct) to '"
                            + part.resolve("c-operator-stats-0-1.parquet") + "' (format parquet)");
        }
        assertThat(answer(question, RowFormat.CSV))
                .isEqualTo("operator,self_pct,device_pct\nnew,50.0,\nold,40.0,2.0\n");
        assertThat(answer("select * from operator_stats limit 0", RowFormat.CSV))
                .doesNotContain("percentage");
    }

    @Test
    void soHasAColumnOfSpansAndOfADatasetThatIsDerivedFromThem() throws IOException, SQLException {
        Path spans = Files.createDirectories(dir.resolve("spans/run=old/date=2026-01-01"));
        Path communication = Files.createDirectories(dir.resolve("communication/run=old/date=2026-01-01"));
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("copy (select 'old' as name, 2::integer as device_events) to '"
                    + spans.resolve("c-spans-0-0.parquet") + "' (format parquet)");
            statement.execute("copy (select 'old' as name, '[0,1]' as ranks, 7::bigint as sequence) to '"
                    + communication.resolve("c-spans-0-0.parquet") + "' (format parquet)");
        }
        assertThat(answer("select name, launched_events from spans where run = 'old'", RowFormat.CSV))
                .isEqualTo("name,launched_events\nold,2\n");
        assertThat(answer(
                        "select group_ranks, (group_ranks::integer[])[2] as second, group_sequence"
                                + " from communication",
                        RowFormat.CSV))
                .isEqualTo("group_ranks,second,group_sequence\n\"[0,1]\",1,7\n");
    }

    @Test
    void rowsWithAStartAndADurationHaveTheirEnd() throws IOException, SQLException {
        Path part = Files.createDirectories(dir.resolve("spans/run=end/date=2026-01-01"));
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("copy (select * from (values ('span', 7::bigint, 5::bigint), ('instant', 9, null))"
                    + " t(name, start_ns, duration_ns)) to '" + part.resolve("c-spans-1-0.parquet")
                    + "' (format parquet)");
        }

        assertThat(answer("select name, end_ns from spans where run = 'end' order by start_ns", RowFormat.CSV))
                .isEqualTo("name,end_ns\nspan,12\ninstant,\n");
        assertThat(answer("select end_ns from memory", RowFormat.CSV)).isEqualTo("end_ns\n");
    }

    @Test
    void aWrongStatementIsOneLine() {
        assertThatThrownBy(() -> answer("selct 1", RowFormat.TABLE))
                .hasMessage("Parser Error: syntax error at or near \"selct\"; views: " + VIEWS);
    }

    @Test
    void aStatementCannotWriteFiles() {
        Path stolen = dir.resolve("stolen.csv");

        assertThatThrownBy(() -> answer("copy spans to '" + stolen + "'", RowFormat.TABLE))
                .hasMessageStartingWith("Permission Error: ");
        assertThat(stolen).doesNotExist();
    }

    @Test
    void aDirectoryWithoutDatasetsIsNamed() throws IOException {
        Path empty = Files.createDirectories(dir.resolve("empty"));

        assertThatThrownBy(() -> ArchiveSql.open(empty))
                .hasMessage(empty + ": contains no dataset, expected directories such as " + empty.resolve("spans"));
    }

    @Test
    void aMissingDirectoryIsNamed() {
        assertThatThrownBy(() -> ArchiveSql.open(dir.resolve("none")))
                .hasMessage(dir.resolve("none") + ": no such directory");
    }

    private String answer(String sql, RowFormat format) throws IOException {
        return answer(sql, format, new TableSize(Integer.MAX_VALUE, 1_000));
    }

    private String answer(String sql, RowFormat format, TableSize size) throws IOException {
        StringWriter out = new StringWriter();
        try (ArchiveSql archive = ArchiveSql.open(dir)) {
            archive.run(sql, new Answers(format, size, out, notes::add));
        }
        return out.toString();
    }
}
