package io.tracemill.systemtests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The laws themselves: silent on a small archive that is right, and outspoken where one number is not. */
class LawsTest {
    private static final String DEVICE_ROW = "'t' as trace_id, '0' as device, 100 as total_ns, 60 as computing_ns,"
            + " 20 as communication_ns, 0 as memcpy_ns, 10 as overlap_ns, 10 as exposed_communication_ns,"
            + " 0 as exposed_memcpy_ns, 30 as idle_ns, 10 as idle_host_ns, 10 as idle_launch_ns, 5 as idle_device_ns,"
            + " 5 as idle_unknown_ns, 0 as memory_bound_ns, 2 as device_events, 1 as linked, 1 as unlinked_no_launch,"
            + " 0 as unlinked_no_owner, 0 as unlinked_ambiguous, 0 as clipped, 80 as device_events_ns, 20 as unlinked_ns,"
            + " [{'duration_ns': 30, 'causes': [{'idle_ns': 30}]}] as gaps";

    private Connection archive;

    @BeforeEach
    void anArchiveThatIsRight() throws SQLException {
        archive = DriverManager.getConnection("jdbc:duckdb:");
        run("create table device_stats as select " + DEVICE_ROW
                + ", null::integer as step, false as truncated union all" + " select " + DEVICE_ROW + ", 3, true");
        idleTimeThatIsRight();
        run(
                "create table spans as select 't' as trace_id, 'host' as process, thread, * exclude (thread), null::varchar as parent,"
                        + " null::varchar as module,"
                        + " null::bigint as parent_id, launch_id as owner_id, if(launch_id is null, null, 'host') as launch_process,"
                        + " if(launch_id is null, null, '1') as launch_thread from (values"
                        + " (0, 'OPERATOR', 'op', '1', 0, 100, 40, null, null, null, null),"
                        + " (1, 'KERNEL', 'k', '7', 10, 60, null, '0', 'op', 0, 0),"
                        + " (2, 'KERNEL', 'nccl', '8', 10, 20, null, '0', null, null, null)) v(span_id, kind, name, thread,"
                        + " start_ns, duration_ns, self_ns, device, operator, launch_id, launch_start_ns)");
        run(
                "create table operator_stats as select 't' as trace_id, 'op' as operator, 'OPERATOR' as kind, 1 as count, 100 as"
                        + " total_ns, 100 as min_ns, 100 as max_ns, 100 as p50_ns, 100 as p95_ns, 100 as p99_ns, 40 as self_ns, 1 as"
                        + " kernel_count, 60 as device_ns, 60 as device_total_ns, 100.0::double as self_pct");
        run(
                "create table kernel_stats as select 't' as trace_id, '0' as device, 'KERNEL' as kind, kernel, 1 as count, d as"
                        + " total_ns, d as min_ns, d as max_ns, d as p50_ns, d as p95_ns, d as p99_ns from (values ('k', 60),"
                        + " ('nccl', 20)) v(kernel, d)");
        run(
                "create table traces as select 't' as trace_id, {'events_read': 6, 'published': 3, 'filtered': map([]::varchar[],"
                        + " []::bigint[]), 'merged': map(['flow'], [2::bigint]), 'rejected': map(['no_ph'], [1::bigint]),"
                        + " 'implausible': map([]::varchar[], []::bigint[])} as totals,"
                        + " 3 as spans, 3 as events, map([]::varchar[], []::bigint[]) as dropped, 3 as spans_written,"
                        + " map(['OPERATOR', 'KERNEL'], [1::bigint, 2]) as kinds, 2 as device_events, 1 as linked,"
                        + " 1 as unlinked_no_launch, 0 as unlinked_no_owner, 0 as unlinked_ambiguous,"
                        + " 80 as device_events_ns, 20 as unlinked_ns,"
                        + " 0 as evicted_launches, 0 as folded_names");
        addBottlenecks();
    }

    private void addBottlenecks() throws SQLException {
        run(
                "create table bottlenecks as select 't' as trace_id, '0' as device, s as step, 'SYNC_BOUND' as bottleneck, 100 as"
                        + " total_ns, 60.0::double as computing_pct, 0.0::double as memcpy_pct, 10.0::double as communication_pct,"
                        + " 30.0::double as idle_pct, {'compute_pct': 60.0, 'memory_pct': 40.0, 'communication_pct': 20.0,"
                        + " 'idle_pct': 20.0} as thresholds, 'a' as recommendation, [{'bottleneck': 'SYNC_BOUND', 'share_pct':"
                        + " 30.0::double, 'recommendation': 'a'}] as rules, [{'code': 'IDLE', 'time_ns': 30, 'share_pct':"
                        + " 30.0::double}, {'code': 'PYTHON', 'time_ns': 20, 'share_pct': 20.0::double}] as causes from (values"
                        + " (null), (3)) v(s)");
    }

    private void idleTimeThatIsRight() throws SQLException {
        run(
                "create table idle_stats as select trace_id, device, step, part, if(part = 'DEVICE', 'DEVICE_QUEUE', null) as"
                        + " cause, 'PYTHON' as class,"
                        + " 'f' as name, null::varchar as place, ns as idle_ns from device_stats, (values ('HOST', 10), ('LAUNCH', 10),"
                        + " ('DEVICE', 5), ('UNKNOWN', 5)) v(part, ns)");
    }

    @AfterEach
    void close() throws SQLException {
        archive.close();
    }

    @Test
    void nothingIsSaidOfAnArchiveThatIsRight() throws SQLException {
        assertThat(Laws.broken(archive)).isEmpty();
    }

    @Test
    void idleTimeThatIsLostBreaksTheSumOverTheDeviceAndOverItsSteps() throws SQLException {
        run("update device_stats set idle_ns = 29 where step = 3");
        assertThat(Laws.broken(archive))
                .hasSize(3)
                .anyMatch(law -> law.startsWith("computing + exposed communication + exposed copies + idle = total"))
                .anyMatch(law -> law.startsWith("idle is the sum of its parts"))
                .anyMatch(law -> law.startsWith("idle_ns of the steps add up to that of the trace"));
    }

    @Test
    void aKernelThatNoRowOwnsBreaksTheSumOfDeviceTime() throws SQLException {
        run("update operator_stats set device_ns = 0, kernel_count = 0");
        assertThat(Laws.broken(archive))
                .singleElement()
                .asString()
                .startsWith("device time owned + unlinked = device time");
    }

    @Test
    void idleTimeWithoutAnActivityIsNoticed() throws SQLException {
        run("update idle_stats set idle_ns = 9 where step = 3 and part = 'LAUNCH'");
        assertThat(Laws.broken(archive))
                .hasSize(2)
                .anyMatch(law -> law.startsWith("the steps' idle time by activity"))
                .anyMatch(law -> law.startsWith("the causes of idle time are its largest"));
    }

    @Test
    void aGapThatIsShorterThanItsCausesIsNoticed() throws SQLException {
        run("update device_stats set gaps = [{'duration_ns': 29, 'causes': [{'idle_ns': 30}]}] where step = 3");
        assertThat(Laws.broken(archive))
                .singleElement()
                .asString()
                .startsWith("a gap has causes of at most its length");
    }

    @Test
    void aSpanThatIsLostIsMissed() throws SQLException {
        run("delete from spans where name = 'nccl'");
        assertThat(Laws.broken(archive)).singleElement().asString().startsWith("spans written are in the archive");
    }

    @Test
    void anIdThatNamesNoSpanIsNoticed() throws SQLException {
        run("update spans set owner_id = 9 where name = 'k'");
        assertThat(Laws.broken(archive)).singleElement().asString().startsWith("an owner is an operator or annotation");
    }

    @Test
    void aParentThatIsNotOpenIsNoticed() throws SQLException {
        run("update spans set parent = 'op', parent_id = 0, start_ns = 100 where name = 'nccl'");
        assertThat(Laws.broken(archive)).singleElement().asString().startsWith("a parent is open around its child");
    }

    @Test
    void aPercentileMoreThanOnePercentTooHighIsNoticed() throws SQLException {
        run("update operator_stats set p50_ns = 102, p95_ns = 102, p99_ns = 102, max_ns = 102");
        assertThat(Laws.broken(archive)).hasSize(3).allMatch(law -> law.contains("at most 1 % above the exact one"));
    }

    @Test
    void aBottleneckThatIsNotTheLargestShareIsNoticed() throws SQLException {
        run("update bottlenecks set bottleneck = 'COMMUNICATION_BOUND' where step = 3");
        assertThat(Laws.broken(archive))
                .hasSize(2)
                .anyMatch(law -> law.startsWith("of the rules that fire"))
                .anyMatch(law -> law.startsWith("the first rule gives the verdict"));
    }

    @Test
    void aRuleThatFiresAndIsSilentIsNoticed() throws SQLException {
        run("update bottlenecks set communication_pct = 21, idle_pct = 19 where step = 3");
        assertThat(Laws.broken(archive))
                .anyMatch(law -> law.startsWith("the rules that fire are those over their thresholds"));
    }

    @Test
    void aCauseOfIdleTimeThatIsSilentIsNoticed() throws SQLException {
        run("update bottlenecks set causes = causes[1:1] where step = 3");
        assertThat(Laws.broken(archive))
                .singleElement()
                .asString()
                .startsWith("the causes of idle time are its largest classes and causes");
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = archive.createStatement()) {
            statement.execute(sql);
        }
    }
}
