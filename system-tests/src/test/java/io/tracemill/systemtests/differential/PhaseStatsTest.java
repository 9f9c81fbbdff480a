package io.tracemill.systemtests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.GeneratorProgress;
import io.tracemill.bench.generate.TraceGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The phases are those that SQL finds by comparing each launch with all frames of its thread. */
class PhaseStatsTest {

    private static final String DIFFERENCES = """
            with frames as (
                select trace_id, process, thread, kind, start_ns, duration_ns, list_position(
                    ['OPTIMIZER', 'RECOMPUTE', 'BACKWARD', 'DATA', 'MIXED', 'PREFILL', 'DECODE', 'FORWARD', 'INFERENCE', 'STEP'],
                    phase_mark) as place
                from spans where phase_mark is not null),
            launches as (
                select * from spans where launched_events is not null
                qualify row_number() over (
                    partition by trace_id, correlation_id order by start_ns, duration_ns desc) = 1),
            marked as (
                select l.trace_id, l.correlation_id, min(place) as first, bool_or(place = 7) as decodes
                from launches l join frames f on f.trace_id = l.trace_id and f.process = l.process and f.thread = l.thread
                    and f.start_ns <= l.start_ns and f.start_ns + f.duration_ns > l.start_ns
                where f.start_ns < l.start_ns or f.duration_ns > l.duration_ns
                    or (f.duration_ns = l.duration_ns and f.kind in ('OPERATOR', 'ANNOTATION'))
                group by all),
            phases as (
                select l.trace_id, l.correlation_id, case
                    when first is null then 'OTHER'
                    when first = 6 and decodes then 'MIXED'
                    when first = 10 then case when t.header.has_backward then 'FORWARD' else 'INFERENCE' end
                    else ['OPTIMIZER', 'RECOMPUTE', 'BACKWARD', 'DATA', 'MIXED', 'PREFILL', 'DECODE', 'FORWARD', 'INFERENCE'][first]
                    end as phase
                from launches l left join marked m using (trace_id, correlation_id) join traces t on t.trace_id = l.trace_id),
            expected as (
                select e.trace_id, e.device, coalesce(p.phase, 'NO_LAUNCH') as phase, sum(duration_ns) as device_ns,
                    coalesce(sum(duration_ns) filter (kind = 'COMMUNICATION'), 0) as communication_ns
                from spans e left join phases p on p.trace_id = e.trace_id and p.correlation_id = e.correlation_id
                    and e.launch_in_trace
                where kind in ('KERNEL', 'COMMUNICATION', 'MEMCPY', 'MEMSET')
                group by all having sum(duration_ns) > 0),
            found as (
                select trace_id, device, phase, device_ns, communication_ns from phase_stats
                where step is null and device_ns is not null)
            (from expected except from found) union all (from found except from expected)""";

    /** Time of the threads by the union of what counts on each. */
    private static final String HOST = """
            with counted as (
                select process, thread, start_ns, start_ns + duration_ns as end_ns, max(start_ns + duration_ns) over (
                    partition by process, thread order by start_ns, duration_ns desc
                    rows between unbounded preceding and 1 preceding) as before_ns
                from spans where device is null
                    and (kind = 'OPERATOR' or (kind = 'ANNOTATION' and phase_mark <> 'STEP')))
            select (select coalesce(sum(greatest(0, end_ns - greatest(start_ns, coalesce(before_ns, start_ns)))), 0) from counted)
                - (select coalesce(sum(host_ns), 0) from phase_stats where step is null) as difference""";

    private static final String SHARES = """
            select string_agg(phase || ' ' || share, ', ' order by share desc) as shares from (
                select phase, round(100 * sum(device_ns) / sum(sum(device_ns)) over (), 1) as share
                from phase_stats where step is null and device_ns is not null group by phase)
            where share > 0""";

    @TempDir
    private Path dir;

    private ArchiveTables analyzed(Path trace) throws SQLException {
        DifferentialTest.analyze(trace, dir.resolve("archive"));
        return ArchiveTables.open(dir.resolve("archive"));
    }

    private void assertPhasesAreThoseOfTheFrames(Path trace) throws SQLException {
        try (ArchiveTables tables = analyzed(trace)) {
            assertThat(tables.query("select * from phase_stats")).isNotEmpty();
            assertThat(tables.query(DIFFERENCES)).isEmpty();
            assertThat(tables.query(HOST).toString()).isEqualTo("[{difference=0}]");
        }
    }

    @Test
    void thePhasesOfAGeneratedTraceAreThoseOfItsFrames() throws IOException, SQLException {
        Path trace = dir.resolve("generated.json");
        new TraceGenerator(GeneratorConfig.of(5_000_000, 11)).write(trace, GeneratorProgress.NONE);
        assertPhasesAreThoseOfTheFrames(trace);
    }

    @ParameterizedTest
    @MethodSource("io.tracemill.systemtests.differential.Corpus#kineto")
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void thePhasesOfARecordedTraceAreThoseOfItsFrames(Path trace) throws SQLException {
        assertPhasesAreThoseOfTheFrames(trace);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    resnet50-2021.pt.trace.json.gz    | BACKWARD 61.1, FORWARD 34.4, OTHER 3.1, OPTIMIZER 1.5
                    a100-2022.json.gz                 | BACKWARD 49.0, FORWARD 39.4, DATA 10.1, OPTIMIZER 1.5
                    v100-2022.json.gz                 | BACKWARD 76.8, FORWARD 19.6, OPTIMIZER 3.6
                    v100-2024-ns.pt.trace.json.gz     | BACKWARD 66.4, FORWARD 31.9, OPTIMIZER 1.2, OTHER 0.6
                    mi300-2025-rocm.json.gz           | BACKWARD 56.6, NO_LAUNCH 31.8, FORWARD 6.6, RECOMPUTE 4.2, OTHER 0.8, OPTIMIZER 0.1
                    b200-2026-eager.json.gz           | PREFILL 100.0
                    mi300-2026-graph-decode.json.gz   | DECODE 100.0
                    """)
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void theSharesOfTheRecordedTracesAreThoseOfTheirOpenStacks(String file, String shares) throws SQLException {
        try (ArchiveTables tables = analyzed(Path.of(System.getenv("TRACEMILL_CORPUS"), "kineto", file))) {
            assertThat(tables.query(SHARES).get(0).get("shares")).isEqualTo(shares);
        }
    }
}
