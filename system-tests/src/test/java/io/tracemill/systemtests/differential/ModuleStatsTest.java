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

/**
 * The modules are those that SQL finds by comparing each launch, and any other event, with the frames of its thread.
 */
class ModuleStatsTest {

    /** Modules and backward passes open around each host span. The order of a trace is that of span_id. */
    private static final String OPEN = """
            with host as (
                select * from spans where device is null and kind in ('OPERATOR', 'ANNOTATION', 'LAUNCH', 'RUNTIME', 'PYTHON')),
            frames as (
                select trace_id, process, thread, span_id, start_ns + duration_ns as end_ns, phase_mark,
                    case when activity_mark = 'MODULE' then substr(name, strpos(name, ': ') + 2) end as instance
                from host where activity_mark = 'MODULE' or phase_mark = 'BACKWARD'),
            open as (
                select s.trace_id, s.span_id, f.span_id as frame_id, f.phase_mark, f.instance
                from host s join frames f on f.trace_id = s.trace_id and f.process = s.process and f.thread = s.thread
                    and (f.span_id = s.span_id or (f.span_id < s.span_id and f.end_ns > s.start_ns))),
            stacks as (
                select trace_id, span_id, string_agg(instance, '/' order by frame_id) as path,
                    bool_or(phase_mark = 'BACKWARD') as backward
                from open group by all),
            placed as (
                select h.*, path, coalesce(backward, false) as backward
                from host h left join stacks using (trace_id, span_id))
            """;

    private static final String HOST = OPEN
            + "select trace_id, span_id, name, path, module from placed where path is distinct from module limit 3";

    private static final String DEVICE = OPEN + """
            , launches as (
                select * from placed where launched_events is not null
                qualify row_number() over (partition by trace_id, correlation_id order by span_id) = 1),
            forwards as (
                select trace_id, sequence_number, span_id, path from placed
                where kind = 'OPERATOR' and sequence_number is not null and not backward),
            around as (
                select l.trace_id, l.span_id, o.span_id as operator_id, o.sequence_number
                from launches l join host o on o.trace_id = l.trace_id and o.process = l.process and o.thread = l.thread
                    and o.span_id <= l.span_id and o.start_ns + o.duration_ns > l.start_ns
                where l.backward and l.path is null and o.kind = 'OPERATOR' and o.sequence_number is not null),
            numbered as (
                select a.trace_id, a.span_id, arg_max(f.path, a.operator_id) as path
                from around a asof join forwards f on f.trace_id = a.trace_id and f.sequence_number = a.sequence_number
                    and f.span_id < a.span_id
                where f.path is not null group by all),
            modules as (
                select l.trace_id, l.correlation_id, coalesce(l.path, n.path) as path
                from launches l left join numbered n using (trace_id, span_id)),
            events as (
                select e.trace_id, e.device, e.span_id, e.module, e.phase, duration_ns, m.path,
                    case when m.correlation_id is null then '(no launch)' else coalesce(m.path, '(none)') end as shown
                from spans e left join modules m on m.trace_id = e.trace_id and m.correlation_id = e.correlation_id
                    and e.launch_in_trace
                where kind in ('KERNEL', 'COMMUNICATION', 'MEMCPY', 'MEMSET'))
            """;

    private static final String COLUMN = DEVICE + "select * from events where path is distinct from module limit 3";

    private static final String ROWS = DEVICE + """
            , expected as (
                select trace_id, device, shown as path, sum(duration_ns) as device_ns,
                    coalesce(sum(duration_ns) filter (phase = 'FORWARD'), 0) as forward_ns,
                    coalesce(sum(duration_ns) filter (phase = 'BACKWARD'), 0) as backward_ns,
                    coalesce(sum(duration_ns) filter (phase = 'RECOMPUTE'), 0) as recompute_ns
                from events group by all having sum(duration_ns) > 0),
            found as (
                select trace_id, device, path, device_ns, forward_ns, backward_ns, recompute_ns
                from module_stats where device_ns > 0)
            (from expected except all from found) union all (from found except all from expected)""";

    private static final String CALLS = """
            with expected as (
                select module as path, count(*) as count, sum(duration_ns) as host_ns
                from spans where activity_mark = 'MODULE' group by all),
            found as (select path, count, host_ns from module_stats where device_ns is null)
            (from expected except all from found) union all (from found except all from expected)""";

    private static final String SHARES = """
            select string_agg(class || ' ' || share, ', ' order by share desc) as shares from (
                select coalesce(class, path) as class, round(100 * sum(device_ns) / sum(sum(device_ns)) over (), 1) as share
                from module_stats where device_ns is not null group by 1 order by share desc limit 4)""";

    @TempDir
    private Path dir;

    private ArchiveTables analyzed(Path trace) throws SQLException {
        DifferentialTest.analyze(trace, dir.resolve("archive"));
        return ArchiveTables.open(dir.resolve("archive"));
    }

    private static void assertModulesAreThoseOfTheFrames(ArchiveTables tables) throws SQLException {
        assertThat(tables.query("select * from module_stats where instance is not null"))
                .isNotEmpty();
        assertThat(tables.query(HOST)).isEmpty();
        assertThat(tables.query(COLUMN)).isEmpty();
        assertThat(tables.query(ROWS)).isEmpty();
        assertThat(tables.query(CALLS)).isEmpty();
    }

    @Test
    void theModulesOfAGeneratedTraceAreThoseOfItsFrames() throws IOException, SQLException {
        Path trace = dir.resolve("generated.json");
        new TraceGenerator(GeneratorConfig.of(5_000_000, 11).withStack(true)).write(trace, GeneratorProgress.NONE);
        try (ArchiveTables tables = analyzed(trace)) {
            assertModulesAreThoseOfTheFrames(tables);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    b200-2026-eager.json.gz         | FusedMoE 65.7, RowParallelLinear 14.3, Attention 5.6, RMSNorm 3.9
                    mi300-2025-rocm.json.gz         | (none) 48.5, (no launch) 31.8, Conv2d 10.5, BatchNorm2d 6.9
                    mi300-2026-graph-decode.json.gz | (none) 99.4, Sampler 0.6
                    """)
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void theModulesOfARecordedTraceAreThoseOfItsFrames(String file, String shares) throws SQLException {
        try (ArchiveTables tables = analyzed(Path.of(System.getenv("TRACEMILL_CORPUS"), "kineto", file))) {
            assertModulesAreThoseOfTheFrames(tables);
            assertThat(tables.query(SHARES).get(0).get("shares")).isEqualTo(shares);
        }
    }
}
