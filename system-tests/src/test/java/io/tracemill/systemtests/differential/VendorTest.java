package io.tracemill.systemtests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ascend profiles, file to Parquet, against the files that the vendor's own analysis left beside them. */
@EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
class VendorTest {

    /** The vendor's rule; on these profiles no two kernels run at once. */
    private static final String MEMORY_BOUND = """
            with kernels as (
                select duration_ns, counters, case
                    when contains(args, '"Accelerator Core":"AI_CORE"') or contains(args, '"Accelerator Core":"MIX_AIC"')
                    then 'aic_' else 'aiv_' end as core
                from spans where kind = 'KERNEL')
            select coalesce(sum(duration_ns), 0) from kernels where counters[core || 'mte2_ratio']
                > greatest(counters[core || 'mac_ratio'], counters[core || 'vec_ratio'], 0)""";

    /** Device events that the file says the submission of, and those of which we say another, or another queuing. */
    private static final String SUBMITS = """
            with flow as (select * from read_json('%s', maximum_object_size = 100000000,
                    columns = {ph: 'VARCHAR', cat: 'VARCHAR', id: 'VARCHAR', pid: 'VARCHAR', tid: 'VARCHAR', ts: 'VARCHAR'})
                where cat = 'HostToDevice'),
            said as (select e.pid, e.tid, (e.ts::decimal(19, 3) * 1000)::bigint as start_ns,
                    (s.ts::decimal(19, 3) * 1000)::bigint as submit_ns
                from flow e join flow s on s.id = e.id and s.ph = 's' and e.ph = 'f')
            select unnest([count(*), count(*) filter (spans.submit_ns is distinct from said.submit_ns
                or (operator is not null and queuing_ns is distinct from greatest(0, spans.start_ns - said.submit_ns)))])
            from said left join spans on spans.process = pid and spans.thread = tid and spans.start_ns = said.start_ns
                and kind in ('KERNEL', 'MEMCPY', 'COMMUNICATION', 'MEMSET')""";

    /** Copies that the file has no async_npu flow of, by the operator that they are linked to. */
    private static final String QUEUED = """
            with flow as (select * from read_json('%s', maximum_object_size = 100000000,
                    columns = {ph: 'VARCHAR', cat: 'VARCHAR', pid: 'VARCHAR', tid: 'VARCHAR', ts: 'VARCHAR'})
                where cat = 'async_npu' and ph = 'f')
            select count(*) || ' copies of ' || coalesce(operator, 'nothing') from spans where kind = 'MEMCPY' and not exists (
                from flow where process = pid and thread = tid and start_ns = (ts::decimal(19, 3) * 1000)::bigint)
            group by operator""";

    @TempDir
    private Path dir;

    @ParameterizedTest(name = "level {0}")
    @ValueSource(ints = {0, 1, 2})
    void aProfileGivesTheNumbersThatTheVendorComputed(int level) throws SQLException {
        Path directory = Path.of(System.getenv("TRACEMILL_CORPUS"), "torch_npu/level" + level);
        Path profile = directory.resolve("rank0_ascend_pt/ASCEND_PROFILER_OUTPUT");
        DifferentialTest.analyze(directory, dir);
        try (ArchiveTables tables = ArchiveTables.open(dir)) {
            assertThat(Laws.broken(tables.connection())).isEmpty();
            assertThat(texts(tables, "select run || ' rank ' || rank || ' ' || header.dialect from traces"))
                    .containsExactly("level" + level + " rank 0 torch_npu");
            assertThat(links(tables)).containsExactly("COMMUNICATION 4 of 4", "KERNEL 187 of 187", "MEMCPY 24 of 24");
            assertThat(texts(tables, """
                            select count(*) || ' rows joined' from read_csv('%s', types = {'Start Time(us)': 'VARCHAR'}) row
                            join spans on spans.name = row."Name" and contains(args, '"Wait Time(us)":')
                                and abs(start_ns - (trim("Start Time(us)", E' \\t')::decimal(19, 3) * 1000)::bigint) <= 1""".formatted(profile.resolve("kernel_details.csv"))))
                    .containsExactly("191 rows joined");
            assertThat(numbers(tables, SUBMITS.formatted(profile.resolve("trace_view.json"))))
                    .containsExactly(215.0, 0.0);
            assertThat(numbers(tables, "select memory_bound_ns from device_stats where step is null"))
                    .isEqualTo(numbers(tables, MEMORY_BOUND));
            assertTimesAreThoseOf(profile, tables);
            assertThat(memoryDifferences(profile, tables)).isEmpty();
            if (level > 0) { // level 0 says nothing of collectives
                assertThat(collectiveDifferences(profile, tables)).isEmpty();
            }
            assertThat(operatorDifferences(profile, tables)).isEmpty();
            assertThat(texts(tables, QUEUED.formatted(profile.resolve("trace_view.json"))))
                    .containsExactly("5 copies of ReduceSum");
            if (level > 0) { // level 0 does not know types
                assertThat(typeDifferences(profile, tables)).isEmpty();
            }
        }
    }

    private static List<String> links(ArchiveTables tables) throws SQLException {
        return texts(tables, """
                select kind || ' ' || count(operator) || ' of ' || count(*) from spans
                where kind in ('KERNEL', 'COMMUNICATION', 'MEMCPY', 'MEMSET') group by kind order by kind""");
    }

    /** Within 0.05 %: the vendor computes in doubles. */
    private static void assertTimesAreThoseOf(Path profile, ArchiveTables tables) throws SQLException {
        List<Double> vendor = numbers(tables, """
                select unnest(["Computing", "Communication", "Communication(Not Overlapped)", "Overlapped", "Free", "Bubble"])
                from read_csv('%s')""".formatted(profile.resolve("step_trace_time.csv")));
        List<Double> ours = numbers(tables, """
                select unnest([computing_ns, communication_ns, exposed_communication_ns, overlap_ns,
                    (select max(start_ns + duration_ns) - min(start_ns) from spans where kind in ('KERNEL', 'COMMUNICATION'))
                        - computing_ns - exposed_communication_ns, bubble_ns]) / 1000.0
                from device_stats where step is null""");
        assertThat(ours).hasSameSizeAs(vendor);
        for (int i = 0; i < vendor.size(); i++) {
            assertThat(ours.get(i)).as("time %d", i).isCloseTo(vendor.get(i), Percentage.withPercentage(0.05));
        }
    }

    /**
     * Operators whose host or device times differ by more than a rounding of each call, without the copies that the
     * vendor leaves unlinked: those that belong to an operator through the queue alone.
     */
    private static List<String> operatorDifferences(Path profile, ArchiveTables tables) throws SQLException {
        return texts(tables, """
                with extra as (
                    select o.name as operator, sum(d.duration_ns) as total_ns,
                        coalesce(sum(d.duration_ns) filter (o.name = d.operator and o.start_ns = innermost), 0) as self_ns
                    from (select d.*, l.process as host, l.thread as caller, l.start_ns as call_ns,
                            (select max(i.start_ns) from spans i where i.kind = 'OPERATOR' and i.process = l.process
                                and i.thread = l.thread and l.start_ns >= i.start_ns and l.start_ns < i.start_ns + i.duration_ns) as innermost
                        from spans d join spans l on l.correlation_id = d.correlation_id
                        where l.kind = 'LAUNCH' and l.category = 'enqueue' and d.kind in ('KERNEL', 'COMMUNICATION', 'MEMCPY', 'MEMSET')) d
                    join spans o on o.kind = 'OPERATOR' and o.process = host and o.thread = caller
                        and call_ns >= o.start_ns and call_ns < o.start_ns + o.duration_ns
                    group by o.name),
                ours as (
                    select o.* replace (device_ns - coalesce(extra.self_ns, 0) as device_ns,
                        device_total_ns - coalesce(extra.total_ns, 0) as device_total_ns)
                    from operator_stats o left join extra using (operator) where kind = 'OPERATOR'),
                vendor as (
                    select "Name" as operator, count(*) as count,
                        sum("Host Self Duration(us)") * 1000 as self_ns, sum("Host Total Duration(us)") * 1000 as total_ns,
                        sum("Device Self Duration(us)") * 1000 as device_ns,
                        sum("Device Total Duration(us)") * 1000 as device_total_ns
                    from read_csv('%s', quote = '"', escape = '"') group by "Name")
                select coalesce(v.operator, o.operator) || ': ' || v::varchar || ' but was ' || [o.count, o.self_ns + o.runtime_ns,
                    o.total_ns, o.device_ns, o.device_total_ns]::varchar
                from vendor v full join ours o using (operator)
                where v.count is null or o.count is null or v.count <> o.count
                    or abs(v.self_ns - o.self_ns - o.runtime_ns) > 10 * v.count or abs(v.total_ns - o.total_ns) > 10 * v.count
                    or abs(v.device_ns - o.device_ns) > 10 * v.count
                    or abs(v.device_total_ns - o.device_total_ns) > 10 * v.count
                order by 1""".formatted(profile.resolve("operator_details.csv")));
    }

    /** Rows of the tables of memory that no span says the same of. */
    private static List<String> memoryDifferences(Path profile, ArchiveTables tables) throws SQLException {
        return texts(tables, """
                with vendor as (
                    select "Component" as name, 'memory_record' as category, "Timestamp(us)" as time, null as bytes,
                        "Total Allocated(MB)" as allocated, "Total Reserved(MB)" as reserved, null as held_us
                    from read_csv('%1$s/memory_record.csv', types = {'Timestamp(us)': 'VARCHAR', 'Device Type': 'VARCHAR'})
                    union all by name
                    select "Name" as name, 'operator_memory' as category, "Allocation Time(us)" as time, "Size(KB)" * 1024 as bytes,
                        "Allocation Total Allocated(MB)" as allocated, "Allocation Total Reserved(MB)" as reserved,
                        "Duration(us)" as held_us
                    from read_csv('%1$s/operator_memory.csv', types = {'Allocation Time(us)': 'VARCHAR', 'Device Type': 'VARCHAR'})),
                said as (select name, category, (trim(time, E' \t')::decimal(19, 3) * 1000)::bigint as start_ns, bytes::bigint as bytes,
                    allocated * 1048576 as allocated, reserved * 1048576 as reserved, held_us::double as held_us from vendor),
                ours as (select name, category, start_ns, bytes, counters['allocated_bytes'] as allocated,
                    counters['reserved_bytes'] as reserved, duration_ns / 1000.0 as held_us
                    from spans where category in ('memory_record', 'operator_memory'))
                select coalesce(v::varchar, '-') || ' but was ' || coalesce(o::varchar, '-') from
                    (select *, count(*) over (partition by name, category, start_ns, bytes) from said) v full join
                    (select *, count(*) over (partition by name, category, start_ns, bytes) from ours) o
                    on v.name = o.name and v.category = o.category and v.start_ns = o.start_ns
                        and v.bytes is not distinct from o.bytes and v.allocated is not distinct from o.allocated
                        and v.reserved is not distinct from o.reserved
                        and (v.held_us is not distinct from o.held_us or abs(v.held_us - o.held_us) < 0.01)
                where v.name is null or o.name is null""".formatted(profile));
    }

    /** Collectives whose times or transfers differ from those in the vendor's summary. */
    private static List<String> collectiveDifferences(Path profile, ArchiveTables tables) throws SQLException {
        return texts(tables, """
                with steps as (select unnest(json_keys(j)) as step, j from read_json_objects('%s') t(j)),
                named as (select unnest(json_keys(j, '$.' || step || '.collective')) as name, step, j from steps),
                said as (select split_part(name, '@', 1) as name,
                        j->step->'collective'->name->'Communication Time Info' as times,
                        j->step->'collective'->name->'Communication Bandwidth Info'->'HCCS' as hccs from named where contains(name, '@'))
                select coalesce(said.name, '-') || ' ' || coalesce(counters::varchar, '-')
                from said full join (select * from spans where kind = 'COMMUNICATION') spans using (name)
                where counters is null or said.name is null
                    or abs((times->>'Transit Time(ms)')::double * 1e6 - counters['transit_ns']) > 1e-3
                    or abs((times->>'Wait Time(ms)')::double * 1e6 - counters['wait_ns']) > 1e-3
                    or abs((times->>'Elapse Time(ms)')::double * 1e6 - duration_ns) > 500
                    or abs((hccs->>'Transit Size(MB)')::double * 1e6 - counters['HCCS:transit_bytes']) > 1e-3""".formatted(profile.resolve("communication.json")));
    }

    /** Types of kernels whose count differs, or whose time by more than 0.1 %. */
    private static List<String> typeDifferences(Path profile, ArchiveTables tables) throws SQLException {
        return texts(tables, """
                with ours as (
                    select args->>'Type' as type, args->>'Accelerator Core' as core, count(*) as count, sum(duration_ns) as ns
                    from spans where kind = 'KERNEL' group by all)
                select coalesce(v."OP Type", o.type) || ': ' || v::varchar || ' but was ' || o::varchar
                from read_csv('%s') v full join ours o on v."OP Type" = o.type and v."Core Type" = o.core
                where v."Count" is distinct from o.count or abs(v."Total Time(us)" * 1000 - o.ns) > 0.001 * o.ns""".formatted(profile.resolve("op_statistic.csv")));
    }

    private static List<String> texts(ArchiveTables tables, String sql) throws SQLException {
        return tables.query(sql).stream()
                .map(row -> String.valueOf(row.values().iterator().next()))
                .toList();
    }

    private static List<Double> numbers(ArchiveTables tables, String sql) throws SQLException {
        return texts(tables, sql).stream().map(Double::valueOf).toList();
    }
}
