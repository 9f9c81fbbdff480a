package io.tracemill.systemtests.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.KernelStats;
import io.tracemill.schemas.OperatorStats;
import io.tracemill.schemas.Span;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.storage.Archive;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of an old version and of a new one with a column more are read together. */
class EvolutionTest {

    private static final String QUESTION = "select run, count(*) as n, count(energy_mj) as e, sum(energy_mj) as s, "
            + "sum(device_ns)::bigint as d from operator_stats group by run order by run";

    @TempDir
    static Path dir;

    /** Once per release, {@code -Dtracemill.freeze=<version>} first keeps what this version writes. */
    @BeforeAll
    static void anArchiveOfTwoVersions() throws IOException {
        String version = System.getProperty("tracemill.freeze");
        if (version != null) {
            EvolvedArchive.freeze(EvolvedArchive.ARCHIVES, version);
        }
        EvolvedArchive.make(dir.resolve("archive"));
    }

    @Test
    void queryReadsBoth() {
        CommandLineRun run = query(QUESTION);
        assertThat(run.out()).as(run.err()).isEqualTo("""
                run,n,e,s,d
                frozen,12,0,,1800000
                next,12,12,42.0,1800000
                """);
    }

    @Test
    void duckDbReadsBothByName() throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("create view operator_stats as select * from read_parquet('" + dir
                    + "/archive/operator_stats/**/*.parquet', union_by_name = true, hive_partitioning = true)");
            try (ResultSet rows = statement.executeQuery(QUESTION)) {
                StringBuilder answer = new StringBuilder();
                while (rows.next()) {
                    answer.append(rows.getString(1))
                            .append(' ')
                            .append(rows.getLong(2))
                            .append(' ');
                    answer.append(rows.getLong(3))
                            .append(' ')
                            .append(rows.getString(4))
                            .append('\n');
                }
                assertThat(answer.toString()).isEqualTo("frozen 12 0 null\nnext 12 12 42.0\n");
            }
        }
    }

    @Test
    void theReportReadsBoth() throws IOException {
        Archive archive = Archive.open(dir.resolve("archive"));
        assertThat(archive.traces())
                .hasSize(4)
                .allSatisfy(trace -> assertThat(archive.rows(trace.getTraceId(), OperatorStats.class))
                        .hasSize(6));
    }

    @Test
    void theReportAndQueryReadAColumnThatGotAnotherName() throws IOException {
        Archive archive = Archive.open(dir.resolve("archive"));
        for (TraceInfo trace : archive.traces()) {
            List<OperatorStats> rows = archive.rows(trace.getTraceId(), OperatorStats.class);
            assertThat(rows.stream().filter(row -> row.getKind() == EventKind.OPERATOR))
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.getSelfPct()).isPositive());
        }
        assertThat(query("select run, round(sum(self_pct)) as self, count(device_pct) as devices from operator_stats"
                                + " where rank = 0 group by run order by run")
                        .out())
                .isEqualTo("run,self,devices\nfrozen,100.0,6\nnext,100.0,6\n");
        assertThat(query(
                                "select run, round(sum(device_pct)) as p from kernel_stats where rank = 0 group by run order by run")
                        .out())
                .isEqualTo("run,p\nfrozen,100.0\nnext,100.0\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kernel_stats | launch_ns     | mean_launch_ns
            kernel_stats | queuing_ns    | mean_queuing_ns
            rank_spread  | ranks         | ranks_compared
            rank_spread  | left_out      | left_out_traces
            rank_spread  | total_ns      | mean_total_ns
            spans        | device_events | launched_events
            """)
    void aColumnThatGotAnotherNameHasTheValuesOfTheFile(String dataset, String older, String name) throws SQLException {
        CommandLineRun found = query(
                "select count(" + name + ") as n, sum(" + name + ") as s from " + dataset + " where run = 'frozen'");
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet row = statement.executeQuery("select count(" + older + "), sum(" + older + ") from '"
                        + EvolvedArchive.FROZEN + "/" + dataset + "/**/*.parquet'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(1)).isPositive();
            assertThat(found.out()).as(found.err()).isEqualTo("n,s\n" + row.getLong(1) + "," + row.getString(2) + "\n");
        }
    }

    @Test
    void theReportReadsThemToo() throws IOException {
        Archive archive = Archive.open(dir.resolve("archive"));
        assertThat(archive.rankSpread("frozen")).isNotEmpty().allSatisfy(row -> {
            assertThat(row.getRanksCompared()).isEqualTo(2);
            assertThat(row.getMeanTotalNs()).isPositive();
        });
        for (TraceInfo trace : archive.traces()) {
            assertThat(archive.rows(trace.getTraceId(), KernelStats.class))
                    .extracting(KernelStats::getMeanLaunchNs)
                    .isNotEmpty()
                    .doesNotContainNull();
            List<Span> spans = new ArrayList<>();
            archive.spans(trace.getTraceId(), batch -> spans.addAll(batch.getSpans()));
            assertThat(spans)
                    .extracting(span -> span.getEvent().getLaunchedEvents())
                    .contains(1);
        }
    }

    /** A dataset that is newer than the archive has no rows in it. */
    @Test
    void everyDatasetThatTheOldVersionWroteStillHasItsRows() {
        for (Table<?, ?> table : Datasets.tables()) {
            CommandLineRun run = query("select count(*) as n from " + table.name() + " where run = 'frozen'");
            boolean written = Files.exists(EvolvedArchive.FROZEN.resolve(table.name()));
            assertThat(run.out()).as(table.name() + run.err()).matches(written ? "n\n[1-9]\\d*\n" : "n\n0\n");
        }
    }

    @Test
    void everyDatasetOfTheOldVersionIsStillRead() throws IOException {
        List<String> names = Datasets.tables().stream().map(Table::name).toList();
        try (Stream<Path> datasets = Files.list(EvolvedArchive.FROZEN)) {
            assertThat(datasets.filter(Files::isDirectory)
                            .map(dataset -> dataset.getFileName().toString()))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(names).contains(name));
        }
    }

    @Test
    void aFrozenArchiveIsNeverOverwritten(@TempDir Path archives) throws IOException {
        Path frozen = Files.createDirectory(archives.resolve("0.2.0"));
        assertThatThrownBy(() -> EvolvedArchive.freeze(archives, "0.2.0"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(frozen + " exists: an archive of a release is written once, choose another version");
        assertThat(frozen).isEmptyDirectory();
    }

    private static CommandLineRun query(String sql) {
        return CommandLineRun.of("query", "--data", dir.resolve("archive").toString(), "--format", "csv", sql);
    }
}
