package io.tracemill.systemtests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.GeneratorProgress;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.cli.Main;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.DataOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole pipeline, file to Parquet, against the oracle: every number of every row. */
class DifferentialTest {

    @TempDir
    private Path dir;

    @ParameterizedTest
    @MethodSource("io.tracemill.systemtests.differential.Corpus#kineto")
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void aRecordedTraceGivesTheRowsThatTheOracleComputes(Path trace) throws IOException, SQLException {
        compare(trace);
    }

    @ParameterizedTest(name = "with stacks: {0}")
    @ValueSource(booleans = {false, true})
    void aGeneratedTraceGivesTheRowsThatTheOracleComputes(boolean stacks) throws IOException, SQLException {
        Path trace = dir.resolve(stacks ? "generated-rank3.json" : "generated-rank3.json.gz");
        GeneratorConfig config =
                GeneratorConfig.of(5_000_000, 11).withStack(stacks).withRank(3, 8);
        new TraceGenerator(config).write(trace, GeneratorProgress.NONE);
        compare(trace);
    }

    private void compare(Path trace) throws IOException, SQLException {
        Path archive = dir.resolve("archive");
        analyze(trace, archive);
        Oracle oracle = Oracle.of(OracleTrace.read(trace));
        try (ArchiveTables tables = ArchiveTables.open(archive)) {
            assertThat(Laws.broken(tables.connection())).isEmpty();
            assertThat(differences(oracle, tables)).isEmpty();
        }
    }

    /** Analyses a trace, or a directory of them, into an archive that obeys the laws of {@code archive verify}. */
    static void analyze(Path trace, Path archive) {
        run("analyze", trace.toString(), "--out", archive.toString());
        run("archive", "verify", "--data", archive.toString());
    }

    /** What the command says on stdout. */
    static String run(String... args) {
        return run(0, args);
    }

    /** The archive of an analysis that ends with this exit code. */
    static String run(int expected, String... args) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteArrayOutputStream talk = new ByteArrayOutputStream();
        Console console =
                new Console(new DataOutput(data), new PrintStream(talk, true, StandardCharsets.UTF_8), Map.of(), false);
        int code = Main.run(args, console);
        assertThat(code).as(talk.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
        return data.toString(StandardCharsets.UTF_8);
    }

    private static List<String> differences(Oracle oracle, ArchiveTables tables) throws SQLException {
        List<String> found = new ArrayList<>();
        found.addAll(Differences.ofTexts(
                "kind",
                lines(oracle.kinds()),
                lines(counts(tables, "select kind, count(*) as n from spans group by all"))));
        found.addAll(Differences.ofRows(
                "operator_stats", oracle.operators(), tables.rows("operator_stats", "kind || '|' || operator")));
        found.addAll(Differences.ofRows(
                "kernel_stats",
                oracle.kernels(),
                tables.rows("kernel_stats", "coalesce(device, 'null') || '|' || kind || '|' || kernel")));
        found.addAll(Differences.ofRows(
                "device_stats",
                oracle.devices(),
                tables.rows("device_stats", "coalesce(device, 'null') || '|' || coalesce(step::varchar, 'null')")));
        List<String> expected =
                oracle.trace().events().stream().map(SpanText::of).toList();
        List<String> actual =
                tables.query("select * from spans").stream().map(SpanText::of).toList();
        found.addAll(Differences.ofTexts("span", expected, actual));
        return found;
    }

    private static Map<String, Long> counts(ArchiveTables tables, String sql) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        for (Map<String, @Nullable Object> row : tables.query(sql)) {
            counts.put(String.valueOf(row.get("kind")), Long.valueOf(String.valueOf(row.get("n"))));
        }
        return counts;
    }

    private static List<String> lines(Map<String, Long> counts) {
        return counts.entrySet().stream().map(Map.Entry::toString).toList();
    }
}
