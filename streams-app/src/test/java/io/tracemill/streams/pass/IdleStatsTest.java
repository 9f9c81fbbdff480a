package io.tracemill.streams.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.ActivityMark;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.IdleStats;
import io.tracemill.schemas.TraceEventBatch;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class IdleStatsTest {

    private static List<IdleStats> ofTrace(PassRun run) {
        return run.rows().of(IdleStats.class).stream()
                .filter(row -> row.getStep() == null)
                .toList();
    }

    /** Part, cause, class, name, place and time of the rows of the whole trace. */
    private static List<String> rows(TestTrace trace) {
        return PassRun.table(ofTrace(PassRun.of(trace)), "part", "cause", "class", "name", "place", "idle_ns");
    }

    private static TestTrace between(TestTrace trace) {
        return trace.call("launch", 0, 1, 1)
                .kernel("before", 10, 10, 1)
                .call("launch", 1_000_000_000, 1, 2)
                .kernel("after", 1_000_000_000, 10, 2);
    }

    @Test
    void idleTimeIsWhatTheInnermostFrameDoes() {
        assertThat(rows(new TestTrace("t")
                        .call("launch", 0, 1, 1)
                        .kernel("a", 10, 90, 1)
                        .annotation("step", 0, 400)
                        .operator("outer", 110, 200)
                        .operator("inner", 150, 50)
                        .call("launch", 220, 10, 2)
                        .marking(ActivityMark.LAUNCH)
                        .kernel("b", 250, 100, 2)))
                .containsExactlyInAnyOrder(
                        "HOST null BETWEEN step step 10",
                        "HOST null FRAMEWORK outer step 60",
                        "HOST null FRAMEWORK inner step 50",
                        "LAUNCH null LAUNCH launch step 10",
                        "DEVICE DEVICE_QUEUE FRAMEWORK outer step 20");
    }

    @Test
    void aLoaderTakesAllThatIsInsideOfIt() {
        assertThat(rows(between(new TestTrace("t")
                        .host(EventKind.PYTHON, "load", 100, 500)
                        .marking(ActivityMark.INPUT)
                        .operator("stack", 200, 100))))
                .contains("HOST null INPUT load null 400", "HOST null INPUT load stack 100");
    }

    @Test
    void aLongCopyWaitsAndALongCallInitialises() {
        assertThat(rows(between(new TestTrace("t")
                        .host(EventKind.RUNTIME, "copy", 100, 49_999)
                        .marking(ActivityMark.COPY)
                        .host(EventKind.RUNTIME, "long copy", 100_000, 50_000)
                        .marking(ActivityMark.COPY)
                        .host(EventKind.RUNTIME, "query", 200_000, 999_999)
                        .host(EventKind.RUNTIME, "create", 2_000_000, 1_000_000)
                        .host(EventKind.RUNTIME, "first launch", 4_000_000, 1_000_000)
                        .marking(ActivityMark.LAUNCH)
                        .graphLaunch("graph", 6_000_000, 2_000_000, 7))))
                .contains(
                        "HOST null LAUNCH copy null 49999",
                        "HOST null SYNC long copy null 50000",
                        "HOST null RUNTIME query null 999999",
                        "HOST null MODULE_LOAD create null 1000000",
                        "HOST null MODULE_LOAD first launch null 1000000",
                        "HOST null LAUNCH graph null 2000000");
    }

    @Test
    void thePlaceIsTheModuleAndAddressesAreNoNames() {
        assertThat(rows(between(new TestTrace("t")
                        .host(EventKind.PYTHON, "nn.Module: Net_0", 100, 500)
                        .marking(ActivityMark.MODULE)
                        .host(EventKind.PYTHON, "nn.Module: Linear_1", 200, 100)
                        .marking(ActivityMark.MODULE)
                        .host(EventKind.PYTHON, "<built-in method of Tensor at 0x7f00ab>", 220, 10))))
                .contains(
                        "HOST null PYTHON nn.Module: Net_0 Net_0 400",
                        "HOST null PYTHON nn.Module: Linear_1 Linear_1 90",
                        "HOST null PYTHON <built-in method of Tensor> Linear_1 10");
    }

    @Test
    void theThreadThatLaunchedLastBesidesItIsAskedWhereItExplainsMore() {
        assertThat(rows(new TestTrace("t")
                        .host(EventKind.PYTHON, "backward()", 0, 1_000)
                        .call("launch", 0, 1, 1)
                        .kernel("a", 10, 40, 1)
                        .on("1", "engine")
                        .call("launch", 20, 1, 2)
                        .kernel("b", 50, 10, 2)
                        .operator("mul backward", 100, 50)
                        .on("1", "idler")
                        .operator("pin memory", 60, 900)
                        .on("1", "1")
                        .call("launch", 200, 1, 3)
                        .kernel("c", 201, 10, 3)))
                .containsExactlyInAnyOrder(
                        "HOST null PYTHON backward() null 90",
                        "HOST null FRAMEWORK mul backward mul backward 50",
                        "LAUNCH null RUNTIME launch null 1");
    }

    @Test
    void theFirstEventOfAStreamMayFollowWorkThatIsNotRecorded() {
        assertThat(rows(new TestTrace("t")
                        .call("launch", 0, 1, 1)
                        .call("launch", 2, 1, 2)
                        .graphLaunch("graph", 4, 1, 3)
                        .kernel("a", 10, 10, 1)
                        .device("0", "9")
                        .kernel("b", 30, 10, 2)
                        .kernel("c", 50, 10, 3)
                        .kernel("d", 70, 10, 99)))
                .containsExactlyInAnyOrder(
                        "DEVICE BEFORE_RECORDING NOTHING_RECORDED null null 10",
                        "DEVICE GRAPH NOTHING_RECORDED null null 10",
                        "UNKNOWN null NOTHING_RECORDED null null 10");
    }

    @Test
    void gapsNameWhatTookMostOfThem() {
        PassRun run =
                PassRun.of(between(new TestTrace("t").operator("short", 100, 50).operator("long", 200, 900_000_000)));
        DeviceStats row = run.rows().of(DeviceStats.class).get(0);
        assertThat(PassRun.table(row.getGaps().get(0).getCauses(), "part", "class", "name", "idle_ns"))
                .containsExactly(
                        "HOST FRAMEWORK long 900000000",
                        "HOST NOTHING_RECORDED null 99999930",
                        "HOST FRAMEWORK short 50");
    }

    @Test
    void ofTooManyNamesTheFirstHaveRows() {
        TestTrace trace = new TestTrace("t");
        for (int name = 0; name < 1_100; name++) {
            trace.operator("op " + name, 100 + 10L * name, 10);
        }
        List<String> rows = rows(between(trace));
        assertThat(rows).contains("HOST null FRAMEWORK op 1023 op 1023 10", "HOST null FRAMEWORK (other) null 760");
        assertThat(rows).hasSize(1_024 + 2);
    }

    @Test
    void aLongHistoryIsCoarsenedAndItsTimesStayWhole() {
        TestTrace trace = new TestTrace("t");
        for (int i = 0; i < 80_000; i++) {
            trace.operator(i % 2 == 0 ? "long" : "short", 100 + 100L * i, i % 2 == 0 ? 90 : 3);
        }
        PassRun run = PassRun.of(between(trace));
        assertThat(run.info().getFolded()).containsKey("host_history");
        assertThat(ofTrace(run).stream().mapToLong(IdleStats::getIdleNs).sum()).isEqualTo(999_999_980L);
        long ofLong = ofTrace(run).stream()
                .filter(row -> "long".equals(row.getName()))
                .mapToLong(IdleStats::getIdleNs)
                .sum();
        assertThat(ofLong).isCloseTo(40_000 * 90L, Percentage.withPercentage(1));
    }

    @Property(tries = 100)
    void idleTimeIsWhatLookingAtEveryNanosecondGives(
            @ForAll @IntRange(min = 1, max = 60) int events,
            @ForAll @IntRange(min = 1, max = 20) int batchEvents,
            @ForAll long seed) {
        TestTrace trace = RandomTraces.mixed("t", events, seed);
        TraceEventBatch whole = trace.inOneBatch().get(0);
        PassRun run = PassRun.of(trace.batches(batchEvents), PassConfig.defaults());
        assertThat(PassRun.table(ofTrace(run), IdleByNanosecond.COLUMNS))
                .containsExactlyInAnyOrderElementsOf(new IdleByNanosecond(whole).rows());
    }
}
