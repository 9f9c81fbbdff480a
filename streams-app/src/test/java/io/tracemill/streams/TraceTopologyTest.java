package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.streams.pass.PassConfig;
import io.tracemill.streams.pass.PassRun;
import io.tracemill.streams.pass.RandomTraces;
import io.tracemill.streams.pass.TestTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TraceTopologyTest {

    private static final Path GOLDEN = Path.of("../docs/topology.txt");
    private static final String[] STATE = {"trace_id", "state", "reason", "batches", "events"};
    private static final long DAY = 86_400_000L;

    private final Harness harness = new Harness(PassConfig.defaults());

    @AfterEach
    void close() {
        harness.close();
    }

    private static TestTrace small(String id) {
        return small(id, 0);
    }

    private static TestTrace small(String id, long start) {
        return new TestTrace(id)
                .step(1, start, 500)
                .operator("linear", start + 10, 100)
                .operator("matmul", start + 20, 50)
                .call("cudaLaunchKernel", start + 30, 5, 1)
                .kernel("gemm", start + 60, 70, 1)
                .call("cudaLaunchKernel", start + 200, 5, 2)
                .kernel("relu", start + 220, 20, 2);
    }

    private List<String> states() {
        return PassRun.table(harness.read(Topic.TRACES, TraceInfo.class), STATE);
    }

    private List<String> deadLetters() {
        return PassRun.table(harness.read(Topic.DEAD_LETTERS, DeadLetter.class), "reason", "message");
    }

    @Test
    void describesItselfAsInTheDocumentation() throws IOException {
        String description =
                new TraceTopology(Harness.CONFIG).build().describe().toString();
        if ("write".equals(System.getProperty("tracemill.golden"))) {
            Files.writeString(GOLDEN, description);
        }
        assertThat(description).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void aTraceRunsAndIsCompleteWithAllItsRows() {
        List<TraceEventBatch> batches = small("t").batches(3);
        harness.send(batches);
        assertThat(states()).containsExactly("t RUNNING null 1 3", "t COMPLETE null 3 7");
        assertThat(harness.rows()).isEqualTo(Harness.rowsOf(batches));
        assertThat(harness.storedKeys()).containsExactly("|finished|t");
    }

    @Test
    void rowsGoUnderTheirTraceAndBottlenecksUnderTheirDevice() {
        harness.send(small("t").inOneBatch());
        assertThat(harness.keys(Topic.OPERATOR_STATS)).containsOnly("t");
        assertThat(harness.keys(Topic.SPANS)).containsOnly("t");
        assertThat(harness.keys(Topic.BOTTLENECKS)).containsOnly("run/node/3/0");
        assertThat(harness.keys(Topic.PLACEMENTS)).containsOnly("run/node/3/0/TRACE");
    }

    @Test
    void aFinishedTraceOfAKnownRankJoinsTheComparisonOfItsRun() {
        harness.send(small("t").inOneBatch());
        List<TraceEventBatch> broken = small("broken").inOneBatch();
        broken.get(0).getTotals().setPublished(8);
        harness.send(broken);
        List<TraceEventBatch> unknown = small("unknown").inOneBatch();
        unknown.get(0).setRank(null);
        harness.send(unknown);
        assertThat(harness.keys(Topic.RANK_STEPS)).containsExactly("run");
    }

    @Test
    void twoTracesADayApartInOnePartitionDoNotDisturbEachOther() {
        List<TraceEventBatch> old = small("old").batches(1);
        List<TraceEventBatch> recent = small("recent", DAY * 1_000_000).batches(1);
        for (int batch = 0; batch < old.size(); batch++) {
            harness.send(recent.get(batch));
            harness.send(old.get(batch));
        }
        List<String> rows = harness.rows();
        assertThat(rows).containsAll(Harness.rowsOf(old)).containsAll(Harness.rowsOf(recent));
        assertThat(rows)
                .hasSize(Harness.rowsOf(old).size() + Harness.rowsOf(recent).size());
    }

    @Test
    void aBatchThatWasSeenIsDropped() {
        List<TraceEventBatch> batches = small("t").batches(2);
        harness.send(batches.get(0));
        harness.send(batches.get(1));
        harness.send(batches.get(0));
        harness.send(batches.get(1));
        harness.send(batches.subList(2, batches.size()));
        harness.send(batches);
        assertThat(harness.rows()).isEqualTo(Harness.rowsOf(batches));
        assertThat(states()).containsExactly("t RUNNING null 1 2", "t COMPLETE null 4 7");
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void aMissingBatchIsADeadLetterAndBreaksTheTrace() {
        List<TraceEventBatch> batches = small("t").batches(2);
        harness.send(batches.get(0));
        harness.send(batches.get(2));
        harness.send(batches.get(3));
        assertThat(deadLetters())
                .containsExactly(
                        "gap tracemill.trace-events-0: offset 1: trace t: batch 2 was rejected: batch 1 was expected",
                        "gap tracemill.trace-events-0: offset 2: trace t: batch 3 was rejected: batch 1 was expected");
        assertThat(states())
                .containsExactly("t RUNNING null 1 2", "t BROKEN batch 1 was expected but batch 2 came 1 2");
    }

    @Test
    void aMissingBatchThatIsSentAgainWithAllAfterItHealsTheTrace() {
        List<TraceEventBatch> batches = small("t").batches(2);
        harness.send(batches.get(0));
        harness.send(batches.get(2));
        harness.send(batches);
        assertThat(states()).containsExactly("t RUNNING null 1 2", "t COMPLETE null 4 7");
        assertThat(harness.rows()).isEqualTo(Harness.rowsOf(batches));
    }

    @Test
    void aBatchOfAnotherPlanIsADeadLetterAndTheTraceGoesOn() {
        List<TraceEventBatch> batches = small("t").batches(2);
        harness.send(batches.get(0));
        TraceEventBatch foreign =
                TraceEventBatch.newBuilder(batches.get(1)).setPlan("other").build();
        harness.send(foreign);
        harness.send(batches.subList(1, batches.size()));
        assertThat(deadLetters())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("foreign_plan tracemill.trace-events-0: offset 1");
        assertThat(harness.rows()).isEqualTo(Harness.rowsOf(batches));
    }

    @Test
    void totalsThatAreNotWhatWasReceivedBreakTheTrace() {
        List<TraceEventBatch> batches = small("t").inOneBatch();
        batches.get(0).getTotals().setPublished(8);
        harness.send(batches);
        assertThat(states()).endsWith("t BROKEN ingest published 8 events but 7 were received 1 7");
    }

    @Test
    void aBatchThatCannotBeProcessedIsADeadLetterAndLeavesTheStateAsItWas() {
        List<TraceEventBatch> batches = small("t").batches(2);
        harness.send(batches.get(0));
        TraceEventBatch bad = TraceEventBatch.newBuilder(batches.get(1)).build();
        bad.getEvents().get(1).setName(99);
        harness.send(bad);
        harness.send(batches.subList(1, batches.size()));
        assertThat(deadLetters())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("processing tracemill.trace-events-0: offset 1: ");
        assertThat(harness.rows()).isEqualTo(Harness.rowsOf(batches));
    }

    @Test
    void aTraceWithoutBatchesForFiveMinutesStallsAndRunsAgainWithTheNext() {
        List<TraceEventBatch> batches = small("t").batches(4);
        harness.send(batches.get(0));
        harness.advance(Duration.ofMinutes(6));
        harness.send(batches.get(1));
        assertThat(states()).containsExactly("t RUNNING null 1 4", "t STALLED null 1 4", "t COMPLETE null 2 7");
        assertThat(harness.rows()).isEqualTo(Harness.rowsOf(batches));
    }

    @Test
    void batchesOfAnotherPlanKeepNoTraceAlive() {
        List<TraceEventBatch> batches = small("t").batches(4);
        TraceEventBatch foreign =
                TraceEventBatch.newBuilder(batches.get(1)).setPlan("other").build();
        harness.send(batches.get(0));
        for (int minute = 0; minute < 24 * 60; minute += 4) {
            harness.advance(Duration.ofMinutes(4));
            harness.send(foreign);
        }
        harness.advance(Duration.ofMinutes(4));
        assertThat(states())
                .containsExactly(
                        "t RUNNING null 1 4",
                        "t STALLED null 1 4",
                        "t INCOMPLETE no batch for PT24H after batch 0 1 4");
    }

    @Test
    void aTraceStallsAlthoughItsLastBatchFailed() {
        List<TraceEventBatch> batches = small("t").batches(4);
        TraceEventBatch bad = TraceEventBatch.newBuilder(batches.get(1)).build();
        bad.getEvents().get(1).setName(99);
        harness.send(batches.get(0));
        harness.send(bad);
        harness.advance(Duration.ofMinutes(6));
        harness.send(batches.get(1));
        assertThat(states()).containsExactly("t RUNNING null 1 4", "t STALLED null 1 4", "t COMPLETE null 2 7");
        assertThat(harness.rows()).isEqualTo(Harness.rowsOf(batches));
    }

    @Test
    void aTraceWithoutBatchesForADayIsFinishedAsIncompleteAndItsIdClosed() {
        List<TraceEventBatch> batches = small("t").batches(4);
        harness.send(batches.get(0));
        harness.advance(Duration.ofMinutes(6));
        harness.advance(Duration.ofHours(24));
        harness.send(batches);
        assertThat(states())
                .containsExactly(
                        "t RUNNING null 1 4",
                        "t STALLED null 1 4",
                        "t INCOMPLETE no batch for PT24H after batch 0 1 4");
        assertThat(harness.read(Topic.OPERATOR_STATS, io.tracemill.schemas.OperatorStats.class))
                .isNotEmpty();
    }

    @Test
    void theTimeOfThePartitionDecidesAndNotTheTimeOfTheClock() {
        harness.send(small("idle").batches(4).get(0), 0);
        List<TraceEventBatch> busy = small("busy").batches(4);
        harness.send(busy.get(0), 4 * 60_000);
        harness.send(busy.get(1), 6 * 60_000);
        assertThat(states())
                .containsExactly(
                        "idle RUNNING null 1 4",
                        "busy RUNNING null 1 4",
                        "busy COMPLETE null 2 7",
                        "idle STALLED null 1 4");
    }

    @Test
    void finishedTracesAreForgottenAfterAWeek() {
        harness.send(small("t").inOneBatch());
        harness.advance(Duration.ofDays(6));
        assertThat(harness.storedKeys()).containsExactly("|finished|t");
        harness.advance(Duration.ofDays(2));
        assertThat(harness.storedKeys()).isEmpty();
    }

    @Test
    void aRestartInTheMiddleOfATraceChangesNoRow() {
        TestTrace trace = RandomTraces.mixed("t", 400);
        List<TraceEventBatch> batches = trace.batches(3);
        for (int restart : List.of(1, 40, 64, 65, 130)) {
            Harness first = new Harness(PassConfig.defaults());
            first.send(batches.subList(0, restart));
            Map<String, byte[]> state = first.state();
            List<String> spans = first.spans();
            first.close();
            try (Harness second = new Harness(PassConfig.defaults(), state)) {
                second.send(batches.subList(restart, batches.size()));
                assertThat(second.rows())
                        .as("restart after %d batches", restart)
                        .isEqualTo(Harness.rowsOf(batches));
                spans.addAll(second.spans());
                assertThat(spans)
                        .containsExactlyInAnyOrderElementsOf(
                                PassRun.of(batches, PassConfig.defaults()).spans());
            }
        }
    }
}
