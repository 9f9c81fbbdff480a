package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.streams.pass.PassConfig;
import io.tracemill.streams.pass.PassRun;
import io.tracemill.streams.pass.RandomTraces;
import io.tracemill.streams.pass.TestTrace;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The app on a real broker: exactly once over restarts, and dead letters in the same transaction. */
class RealBrokerTest extends RealBroker {

    @Test
    void aTraceSurvivesTheEndOfTheAppInItsMiddle() {
        List<TraceEventBatch> sent = RandomTraces.mixed("t", 400).batches(5);
        int half = sent.size() / 2;
        sent.subList(0, half).forEach(batch -> send("t", batches.encode(batch)));
        flush();
        long spansBefore;
        try (TopologyJob first = job()) {
            first.start();
            await(() -> !values(Topic.SPANS, SpanBatch.class).isEmpty());
            spansBefore = seen.size();
        }
        send("t", new byte[] {1, 2, 3});
        sent.subList(half, sent.size()).forEach(batch -> send("t", batches.encode(batch)));
        flush();
        try (TopologyJob second = job()) {
            second.start();
            await(() -> states().contains("t COMPLETE " + sent.size()));
            await(() -> !values(Topic.DEAD_LETTERS, DeadLetter.class).isEmpty());
            assertThat(second.failed()).isFalse();
            assertThat(second.failures()).isEqualTo(1);
        }
        assertThat(spansBefore).isPositive();
        assertThat(PassRun.spans(values(Topic.SPANS, SpanBatch.class)))
                .isEqualTo(PassRun.of(sent, PassConfig.defaults()).spans());
        assertThat(PassRun.table(values(Topic.DEAD_LETTERS, DeadLetter.class), "reason", "trace_id"))
                .containsExactly("deserialisation t");
    }

    @Test
    void aRunSurvivesTheEndOfTheAppBetweenItsRanks() {
        sendRank(3, 205);
        sendRank(2, 10);
        flush();
        try (TopologyJob first = job()) {
            first.start();
            await(() -> ranksTaken(first) == 2);
        }
        sendRank(2, 10);
        sendRank(0, 200);
        sendRank(1, 210);
        flush();
        try (TopologyJob second = job()) {
            second.start();
            await(() -> !values(Topic.RANK_SPREAD, RankSpread.class).isEmpty());
            assertThat(second.failures()).isZero();
        }
        assertThat(PassRun.table(
                        values(Topic.RANK_SPREAD, RankSpread.class), "ranks_compared", "complete", "left_out_traces"))
                .containsExactly("4 true 1");
    }

    @Test
    void aSpanLargerThanAnyRecordDoesNotStopTheApp() {
        String huge = "{\"k\":\"" + "x".repeat(Topic.MAX_MESSAGE_BYTES - 2_000) + "\"}";
        List<TraceEventBatch> sent =
                new TestTrace("t").operator("huge", 0, 10).withArgs(huge).inOneBatch();
        sent.forEach(batch -> send("t", batches.encode(batch)));
        flush();
        try (TopologyJob job = job()) {
            job.start();
            await(() -> states().contains("t COMPLETE 1"));
            assertThat(job.failures()).isZero();
        }
        assertThat(values(Topic.SPANS, SpanBatch.class)
                        .get(0)
                        .getSpans()
                        .get(0)
                        .getEvent()
                        .getArgs())
                .isEqualTo("{\"tracemill_args_left_out_bytes\":" + huge.length() + "}");
    }
}
