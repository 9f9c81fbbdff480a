package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceState;
import io.tracemill.streams.TopologyCounts.Written;
import io.tracemill.streams.TraceCounts.DeviceBottleneck;
import io.tracemill.streams.TraceCounts.Links;
import io.tracemill.streams.pass.BatchOutcome;
import io.tracemill.streams.pass.PassConfig;
import io.tracemill.streams.pass.TestTrace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Counts of the trace topology add up. */
class TraceCountsTest {

    private final Harness harness = new Harness(PassConfig.defaults().withWritten(60L, Set.of()));

    private final TraceCounts counts = harness.counts;

    @AfterEach
    void close() {
        harness.close();
    }

    private static TestTrace small(String id) {
        return new TestTrace(id)
                .operator("linear", 10, 100)
                .call("cudaLaunchKernel", 30, 5, 1)
                .kernel("gemm", 60, 70, 1)
                .kernel("relu", 220, 20, 2);
    }

    @Test
    void everyBatchHasOneOutcomeAndEveryEventOneEnd() {
        List<TraceEventBatch> batches = small("t").batches(1);
        harness.send(batches.get(0));
        harness.send(batches.get(0));
        harness.send(TraceEventBatch.newBuilder(batches.get(1)).setPlan("other").build());
        harness.send(batches.get(2));
        assertThat(counts.tracesOpen()).isEqualTo(1);
        harness.send(batches.subList(1, batches.size()));
        harness.send(batches.get(1));
        harness.sendBytes("t", new byte[] {1, 2, 3});

        assertThat(counts.batches())
                .isEqualTo(Map.of(
                        BatchOutcome.ACCEPTED, (long) batches.size(),
                        BatchOutcome.SEEN, 1L,
                        BatchOutcome.FOREIGN_PLAN, 1L,
                        BatchOutcome.GAP, 1L,
                        BatchOutcome.FINISHED, 1L,
                        BatchOutcome.FAILED, 1L));
        assertThat(counts.deadLetters())
                .isEqualTo(
                        Map.of(RejectReason.FOREIGN_PLAN, 1L, RejectReason.GAP, 1L, RejectReason.DESERIALISATION, 1L));
        assertThat(counts.written())
                .extractingByKey(Topic.DEAD_LETTERS)
                .extracting(Written::records)
                .isEqualTo(3L);
        assertThat(counts.traces()).isEqualTo(Map.of(TraceState.COMPLETE, 1L));
        assertThat(counts.tracesOpen()).isZero();
        assertThat(counts.events()).isEqualTo(4);
        assertThat(sum(counts.dropped()) + sum(counts.spans())).isEqualTo(counts.events());
        assertThat(counts.links()).isEqualTo(new Links(1, 1, 0, 0));
        assertThat(counts.spans()).containsEntry("KERNEL", 2L);
        assertThat(counts.spansWritten()).isEqualTo(2);
        assertThat(counts.bottlenecks()).isEqualTo(Map.of(new DeviceBottleneck("0", "SYNC_BOUND"), 1L));
        assertThat(counts.bytes()).isGreaterThan(100);
        assertThat(counts.lastAppendMillis().keySet())
                .extracting(TopicPartition::topic)
                .containsExactlyInAnyOrder("tracemill.trace-events", "tracemill.rank-steps", "tracemill.collectives");
    }

    private static long sum(Map<String, Long> byName) {
        return byName.values().stream().mapToLong(Long::longValue).sum();
    }
}
