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
import org.junit.jupiter.params.provider.MethodSource;

/** The queues of the device streams are those that SQL finds in the spans. */
class QueueStatsTest {

    private static final String DIFFERENCES = """
            with device_events as (
                select *, start_ns + coalesce(duration_ns, 0) as end_ns from spans
                where kind in ('KERNEL', 'COMMUNICATION', 'MEMCPY', 'MEMSET')),
            windows as (
                select trace_id, device, min(start_ns) as first_ns, max(end_ns) - min(start_ns) as window_ns
                from device_events group by all),
            graphs as (
                select distinct trace_id, correlation_id, start_ns as launch_start_ns from spans
                where kind = 'LAUNCH' and contains(lower(name), 'graphlaunch')),
            launched as (
                select e.trace_id, e.device, e.stream, e.start_ns, greatest(e.launch_start_ns, w.first_ns) as from_ns, window_ns
                from device_events e
                join windows w on w.trace_id = e.trace_id and w.device is not distinct from e.device
                left join graphs g on g.trace_id = e.trace_id and g.correlation_id = e.correlation_id
                    and g.launch_start_ns = e.launch_start_ns
                where e.launch_start_ns is not null
                qualify g.trace_id is null or row_number() over (
                    partition by e.trace_id, e.device, e.stream, e.correlation_id, e.launch_start_ns order by e.start_ns) = 1),
            changes as (
                select trace_id, device, stream, from_ns as at_ns, 1 as change from launched where from_ns < start_ns
                union all
                select trace_id, device, stream, start_ns, -1 from launched where from_ns < start_ns),
            times as (select trace_id, device, stream, at_ns, sum(change) as change from changes group by all),
            depths as (
                select *, sum(change) over stream_order as depth, lead(at_ns) over stream_order - at_ns as lasting_ns from times
                window stream_order as (partition by trace_id, device, stream order by at_ns)),
            deepest as (
                select trace_id, device, stream, max(depth) as max_depth,
                    coalesce(sum(lasting_ns) filter (depth > 1000), 0) as deep_ns
                from depths group by all),
            expected as (
                select l.trace_id, l.device, l.stream, count(*) as launched,
                    sum(greatest(0, start_ns - from_ns)) / any_value(window_ns) as mean_depth,
                    coalesce(any_value(d.max_depth), 0) as max_depth,
                    100 * coalesce(any_value(d.deep_ns), 0) / any_value(window_ns) as above_1000_pct
                from launched l
                left join deepest d on d.trace_id = l.trace_id and d.device is not distinct from l.device
                    and d.stream is not distinct from l.stream
                group by all)
            select e::varchar || ' but was ' || q::varchar
            from expected e full join queue_stats q on q.trace_id = e.trace_id and q.device is not distinct from e.device
                and q.stream is not distinct from e.stream
            where e.launched is distinct from q.launched or e.max_depth is distinct from q.max_depth
                or not abs(e.mean_depth - q.mean_depth) <= 1e-9 * e.mean_depth
                or not abs(e.above_1000_pct - q.above_1000_pct) < 1e-9""";

    @TempDir
    private Path dir;

    private void assertQueuesAreThoseOfTheSpans(Path trace) throws SQLException {
        DifferentialTest.analyze(trace, dir.resolve("archive"));
        try (ArchiveTables tables = ArchiveTables.open(dir.resolve("archive"))) {
            assertThat(tables.query("select * from queue_stats")).isNotEmpty();
            assertThat(tables.query(DIFFERENCES)).isEmpty();
        }
    }

    @Test
    void theQueuesOfAGeneratedTraceAreThoseOfItsSpans() throws IOException, SQLException {
        Path trace = dir.resolve("generated.json");
        new TraceGenerator(GeneratorConfig.of(5_000_000, 11)).write(trace, GeneratorProgress.NONE);
        assertQueuesAreThoseOfTheSpans(trace);
    }

    @ParameterizedTest
    @MethodSource("io.tracemill.systemtests.differential.Corpus#kineto")
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void theQueuesOfARecordedTraceAreThoseOfItsSpans(Path trace) throws SQLException {
        assertQueuesAreThoseOfTheSpans(trace);
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void theQueuesOfAnAscendProfileAreThoseOfItsSpans() throws SQLException {
        assertQueuesAreThoseOfTheSpans(Path.of(System.getenv("TRACEMILL_CORPUS"), "torch_npu/level1"));
    }
}
