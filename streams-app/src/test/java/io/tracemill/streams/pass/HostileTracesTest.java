package io.tracemill.streams.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.KernelStats;
import io.tracemill.schemas.SyncScope;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceState;
import io.tracemill.schemas.flat.FlatBatchReader;
import io.tracemill.streams.store.MapStore;
import io.tracemill.streams.write.SpanTable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Traces that aim at a table that grows with the trace: what finds no room is folded, and counted. */
class HostileTracesTest {

    private static final long LONGEST = 1L << 55;

    @Test
    void devicesBeyondTheLimitAreOne() {
        TestTrace trace = new TestTrace("t");
        for (int i = 0; i < 1_100; i++) {
            trace.device("d" + i, "s" + i).kernel("k", 10L * i, 5, -1);
        }
        trace.sync(SyncScope.DEVICE, 0, 100_000);
        PassRun run = PassRun.of(trace.batches(100), PassConfig.defaults());

        assertThat(run.rows().of(DeviceStats.class)).hasSize(1_024);
        assertThat(run.rows().of(DeviceStats.class))
                .extracting(DeviceStats::getDevice)
                .contains("(other)");
        assertThat(run.info().getDevices()).hasSize(1_024);
        assertThat(run.info().getFolded()).containsEntry("devices", 77L).containsEntry("synced_streams", 588L);
        assertThat(run.info().getState()).isEqualTo(TraceState.COMPLETE);
    }

    @Test
    void kernelsBeyondTheLimitAreOneOnTheirDevice() {
        TestTrace trace = new TestTrace("t");
        for (int device = 0; device < 2; device++) {
            trace.device("d" + device, "s");
            for (int i = 0; i < 17_000; i++) {
                trace.kernel("k" + i, 10L * i, 5, -1);
            }
        }
        PassRun run = PassRun.of(trace.batches(5_000), PassConfig.defaults());

        long folded = 34_000 - (1 << 15);
        assertThat(run.info().getFolded()).isEqualTo(Map.of("kernels", folded));
        assertThat(run.rows().of(KernelStats.class).stream()
                        .filter(row -> row.getKernel().equals("(other)"))
                        .mapToLong(KernelStats::getCount)
                        .sum())
                .isEqualTo(folded);
        assertThat(run.info().getState()).isEqualTo(TraceState.COMPLETE);
    }

    @Test
    void namesTogetherTakeSoManyCharactersAtMost() {
        TestTrace trace = new TestTrace("t");
        for (int i = 0; i < 20; i++) {
            trace.operator("x".repeat(1 << 20) + i, 10L * i, 5);
        }
        PassRun run = PassRun.of(trace.batches(2), PassConfig.defaults());

        assertThat(run.info().getFoldedNames()).isEqualTo(5);
        assertThat(run.operators("count")).hasSize(16).contains("5");
    }

    @Test
    void aSpanThatStartsWhileTooManyAreOpenHasNoChildren() {
        TestTrace trace = new TestTrace("t");
        for (int i = 0; i < 300; i++) {
            trace.annotation("a", i, 100_000);
        }
        trace.operator("op", 1_000, 10).call("launch", 1_001, 1, 7).kernel("k", 1_005, 2, 7);
        PassRun run = PassRun.of(trace);

        assertThat(run.info().getFolded()).isEqualTo(Map.of("open_spans", 45L, "open_frames", 46L));
        assertThat(run.operators("operator", "count", "device_ns", "device_total_ns"))
                .containsExactly("a 300 2 512", "op 1 0 0");
        assertThat(run.info().getState()).isEqualTo(TraceState.COMPLETE);
    }

    @Test
    void framesOnAllThreadsTogetherAreBounded() {
        TestTrace trace = new TestTrace("t");
        for (int i = 0; i < 70_000; i++) {
            trace.on("1", "t" + i / 200).host(EventKind.PYTHON, "f" + i % 7, i, 1_000_000);
        }
        trace.kernel("a", 0, 1, -1).kernel("b", 900_000, 1, -1);
        PassRun run = PassRun.of(trace.batches(10_000), PassConfig.defaults());

        assertThat(run.info().getFolded()).isEqualTo(Map.of("open_frames", 70_000L - 65_536));
        assertThat(run.info().getState()).isEqualTo(TraceState.COMPLETE);
    }

    @Test
    void spansOnThreadsBeyondTheLimitDoNotNest() {
        TestTrace trace = new TestTrace("t");
        for (int i = 0; i < 4_100; i++) {
            trace.on("1", "t" + i).operator("outer", 10L * i, 9).operator("inner", 10L * i + 1, 2);
        }
        PassRun run = PassRun.of(trace.batches(1_000), PassConfig.defaults());

        assertThat(run.info().getFolded()).isEqualTo(Map.of("threads", 8L));
        assertThat(run.operators("operator", "children")).containsExactly("outer 4096", "inner 0");
    }

    @Test
    void stepsBeyondTheLimitCountForTheLastOne() {
        TestTrace trace = new TestTrace("t");
        for (int i = 0; i < 16_400; i++) {
            trace.step(i, 100L * i, 90)
                    .operator("op", 100L * i + 1, 20)
                    .call("launch", 100L * i + 2, 5, i + 1)
                    .kernel("k", 100L * i + 10, 5, i + 1);
        }
        PassRun run = PassRun.of(trace.batches(8_000), PassConfig.defaults());

        assertThat(run.rows().of(DeviceStats.class)).hasSize((1 << 14) + 1);
        assertThat(run.info().getFolded()).isEqualTo(Map.of("steps", 16L));
        assertThat(run.info().getState()).isEqualTo(TraceState.COMPLETE);
    }

    @Test
    void deepNestsShareTheKeysOfTheirLaunches() {
        TestTrace trace = new TestTrace("t");
        for (int i = 0; i < 200; i++) {
            trace.operator("level " + i, i, 1_000_000);
        }
        for (int i = 0; i < 2_000; i++) {
            trace.call("launch", 1_000 + 10L * i, 5, i + 1).kernel("k", 500_000 + 10L * i, 5, i + 1);
        }
        List<TraceEventBatch> batches = trace.batches(1_000);
        LiveTrace live = LiveTrace.begin(batches.get(0), PassConfig.defaults(), new SpanTable());
        MapStore map = new MapStore();
        PassStore store = new PassStore(map);
        long largest = 0;
        for (TraceEventBatch batch : batches) {
            accept(live, batch);
            live.save(store, true);
            largest = Math.max(largest, Objects.requireNonNull(map.get("t|cursor")).length);
        }

        assertThat(largest).isLessThan(60_000); // 2,000 launches and 200 open spans, each a few bytes
        assertThat(PassRun.of(batches, PassConfig.defaults()).operators("device_total_ns"))
                .hasSize(200)
                .containsOnly("10000");
    }

    @Test
    void aTraceWhoseStateIsTooLargeIsBroken() {
        TestTrace trace = new TestTrace("t");
        for (int i = 0; i < 40; i++) {
            trace.operator("op", i, 1_000).withArgs("\"" + "x".repeat(2 << 20) + "\"");
        }
        List<TraceEventBatch> batches = trace.batches(1);
        LiveTrace live = LiveTrace.begin(batches.get(0), PassConfig.defaults(), new SpanTable());
        PassStore store = new PassStore(new MapStore());
        int taken = 0;
        while (live.fault().isEmpty()) {
            accept(live, batches.get(taken++));
            live.save(store, true);
        }
        TraceEnd end = new TraceEnd(live.fault().orElseThrow(), null);
        live.lastSpans();

        assertThat(taken).isEqualTo(32);
        assertThat(live.finish(end).info())
                .satisfies(info -> assertThat(info.getState()).isEqualTo(TraceState.BROKEN))
                .satisfies(
                        info -> assertThat(info.getReason()).startsWith("its state is larger than 64 MiB after 32 "));
    }

    @Test
    void aLargeStateCanBeContinued() {
        TestTrace trace = new TestTrace("t");
        for (int i = 0; i < 20; i++) {
            trace.operator("op", i, 1_000).withArgs("\"" + "x".repeat(2 << 20) + "\"");
        }
        List<TraceEventBatch> batches = trace.batches(1);
        PassStore store = new PassStore(new MapStore());
        LiveTrace live = LiveTrace.begin(batches.get(0), PassConfig.defaults(), new SpanTable());
        for (TraceEventBatch batch : batches.subList(0, 19)) {
            accept(live, batch);
            live.save(store, true);
        }
        LiveTrace continued = LiveTrace.restore("t", store, PassConfig.defaults(), new SpanTable());
        accept(continued, batches.get(19));
        continued.lastSpans();

        assertThat(live.memoryBytes()).isGreaterThan(38 << 20);
        assertThat(continued.finish(new TraceEnd(null, null)).info().getState()).isEqualTo(TraceState.COMPLETE);
    }

    private static void accept(LiveTrace live, TraceEventBatch batch) {
        live.accept(FlatBatchReader.ofEvents()
                .read(AvroSerde.of(TraceEventBatch.class).encode(batch)));
    }

    @Test
    void sumsThatAreTooLargeBreakATraceAndAreNeverNegative() {
        TestTrace trace = new TestTrace("t");
        for (int i = 0; i < 300; i++) {
            trace.device("0", "s" + i).kernel("k", i, LONGEST, -1).operator("op", i, LONGEST);
        }
        PassRun run = PassRun.of(trace);

        assertThat(run.info().getState()).isEqualTo(TraceState.BROKEN);
        assertThat(run.info().getReason()).contains("too large for a number");
        assertThat(run.kernels("total_ns")).containsExactly(String.valueOf(Long.MAX_VALUE));
        assertThat(run.info().getDeviceEventsNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void timesOutOfBoundsBreakATrace() {
        assertThat(reason(new TestTrace("t").operator("op", 1L << 62, 1))).contains("more than 146 years from 1970");
        assertThat(reason(new TestTrace("t").operator("op", 0, -1))).contains("below 0 or more than a year");
        assertThat(reason(new TestTrace("t").operator("op", 0, LONGEST + 1))).contains("below 0 or more than a year");
        assertThat(reason(new TestTrace("t").operator("op", -(1L << 61) - 1, 1).operator("op", 1L << 61, 1)))
                .contains("the first one at");
    }

    private static String reason(TestTrace trace) {
        List<TraceEventBatch> batches = trace.inOneBatch();
        LiveTrace live = LiveTrace.begin(batches.get(0), PassConfig.defaults(), new SpanTable());
        accept(live, batches.get(0));
        return live.fault().orElse("");
    }
}
