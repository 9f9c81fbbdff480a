package io.tracemill.systemtests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.GeneratorProgress;
import io.tracemill.bench.generate.TraceGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Idle time by what the host did is what keeping the activity of all threads over the whole trace gives. */
class IdleStatsTest {

    private static final String SPANS = """
            select kind, name, activity_mark, step_mark, graph_launch, runtime_overhead, start_ns, duration_ns, process,
                thread, device, stream, launched_events, correlation_id, launch_in_trace
            from spans order by span_id""";

    private static final String ROWS = """
            select concat_ws(' ', device, part, coalesce(cause, 'null'), class, coalesce(name, 'null'),
                coalesce(place, 'null'), idle_ns, count) as line
            from idle_stats where step is null""";

    /** Milliseconds by cause, or else class, of the device with the most idle time; what is unknown does not count. */
    private static final String LARGEST = """
            select string_agg(what || ' ' || ms, ', ' order by ms desc, what) as largest from (
                select coalesce(cause, class) as what, round(sum(idle_ns) / 1e6, 1) as ms from idle_stats
                where step is null and part <> 'UNKNOWN' and device = (
                    select device from device_stats where step is null order by idle_ns desc limit 1)
                group by what order by sum(idle_ns) desc limit 3)""";

    @TempDir
    private Path dir;

    private ArchiveTables analyzed(Path trace) throws SQLException {
        DifferentialTest.analyze(trace, dir.resolve("archive"));
        return ArchiveTables.open(dir.resolve("archive"));
    }

    private void assertIdleTimeIsThatOfTheFrames(Path trace) throws SQLException {
        try (ArchiveTables tables = analyzed(trace)) {
            Set<String> found = tables.query(ROWS).stream()
                    .map(row -> String.valueOf(row.get("line")))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(found).isNotEmpty().isEqualTo(new ExpectedIdle(tables.query(SPANS)).rows());
        }
    }

    @Test
    void theIdleTimeOfAGeneratedTraceIsThatOfItsFrames() throws IOException, SQLException {
        Path trace = dir.resolve("generated.json");
        new TraceGenerator(GeneratorConfig.of(5_000_000, 11)).write(trace, GeneratorProgress.NONE);
        assertIdleTimeIsThatOfTheFrames(trace);
    }

    @ParameterizedTest
    @MethodSource("io.tracemill.systemtests.differential.Corpus#kineto")
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void theIdleTimeOfARecordedTraceIsThatOfItsFrames(Path trace) throws SQLException {
        assertIdleTimeIsThatOfTheFrames(trace);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    resnet50-2021.pt.trace.json.gz  | INPUT 163.8, FRAMEWORK 75.6, LAUNCH 14.3
                    a100-2022.json.gz               | FRAMEWORK 33.9, BETWEEN 17.0, LAUNCH 11.1
                    v100-2022.json.gz               | FRAMEWORK 522.1, LAUNCH 93.2, BETWEEN 70.1
                    b200-2026-eager.json.gz         | PYTHON 38.8, FRAMEWORK 24.6, LAUNCH 7.1
                    mi300-2026-graph-decode.json.gz | BEFORE_RECORDING 463.3
                    """)
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void theLargestCausesOfTheRecordedTracesAreThoseOfAnExpert(String file, String largest) throws SQLException {
        try (ArchiveTables tables = analyzed(Path.of(System.getenv("TRACEMILL_CORPUS"), "kineto", file))) {
            assertThat(String.valueOf(tables.query(LARGEST).get(0).get("largest")))
                    .startsWith(largest);
        }
    }
}
