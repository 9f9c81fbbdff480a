package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.OperatorStats;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.streams.pass.PassConfig;
import io.tracemill.streams.pass.PassRun;
import io.tracemill.streams.pass.TestTrace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Output that is too large for a broker is made smaller or rejected before it is sent. */
class OversizedOutputTest {

    private static final int MAX = Topic.MAX_MESSAGE_BYTES;

    private final Harness harness = new Harness(PassConfig.defaults());

    @AfterEach
    void close() {
        assertThat(harness.largestValue()).isLessThan(MAX - 1_000);
        harness.close();
    }

    private List<String> states() {
        return PassRun.table(harness.read(Topic.TRACES, TraceInfo.class), "state", "spans", "spans_written");
    }

    private List<String> deadLetters() {
        return PassRun.table(harness.read(Topic.DEAD_LETTERS, DeadLetter.class), "reason", "trace_id", "message");
    }

    @Test
    void theArgumentsOfASpanAreLeftOutWhereNoRecordCouldHoldThem() {
        String huge = "{\"k\":\"" + "x".repeat(MAX - 100) + "\"}";
        harness.send(new TestTrace("t")
                .operator("before", 0, 1)
                .operator("huge", 10, 5)
                .withArgs(huge)
                .operator("after", 20, 1)
                .withArgs("{}")
                .inOneBatch());
        List<String> args = harness.read(Topic.SPANS, SpanBatch.class).stream()
                .flatMap(batch -> batch.getSpans().stream()
                        .map(span -> batch.getStrings().get(span.getEvent().getName()) + " "
                                + span.getEvent().getArgs()))
                .toList();
        assertThat(args)
                .containsExactly(
                        "before null", "huge {\"tracemill_args_left_out_bytes\":" + huge.length() + "}", "after {}");
        assertThat(states()).containsExactly("COMPLETE 3 3");
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void aSpanThatIsTooLargeWithoutItsArgumentsIsADeadLetter() {
        harness.send(new TestTrace("t")
                .operator("p".repeat(MAX / 4 * 3), 0, 100)
                .operator("c".repeat(MAX / 2), 10, 5)
                .operator("after", 20, 1)
                .batches(1));
        assertThat(deadLetters())
                .singleElement()
                .asString()
                .matches("too_large t tracemill.trace-events: trace t: "
                        + "a span of 524\\d{4} bytes at 10 ns was rejected: at most 4177920 go into a record");
        assertThat(states()).containsExactly("RUNNING 0 0", "COMPLETE 3 2");
    }

    @Test
    void aRowThatIsTooLargeIsADeadLetterAndTheTraceComplete() {
        harness.send(new TestTrace("t")
                .operator("p".repeat(MAX), 0, 100)
                .operator("op", 10, 5)
                .inOneBatch());
        assertThat(deadLetters())
                .hasSize(3)
                .last()
                .asString()
                .matches(
                        "too_large t tracemill.trace-events: trace t: "
                                + "a row of 4194\\d{3} bytes for operator-stats was rejected: at most 4177920 go into a record");
        assertThat(PassRun.table(harness.read(Topic.OPERATOR_STATS, OperatorStats.class), "operator"))
                .containsExactly("op");
        assertThat(states()).endsWith("COMPLETE 2 0");
    }

    @Test
    void aTraceWhoseFileSaysTooMuchOfItselfGoesWithoutThat() {
        List<TraceEventBatch> batches =
                new TestTrace("t").operator("op", 0, 100).inOneBatch();
        batches.get(0).getHeader().setMetadata(Map.of("notes", "x".repeat(MAX)));
        harness.send(batches);
        List<TraceInfo> traces = harness.read(Topic.TRACES, TraceInfo.class);
        assertThat(traces.get(0).getState()).hasToString("COMPLETE");
        assertThat(traces.get(0).getHeader().getSource()).isEqualTo("t.json");
        assertThat(traces.get(0).getHeader().getMetadata())
                .hasEntrySatisfying(
                        "tracemill_header_left_out_bytes",
                        bytes -> assertThat(bytes).matches("4194\\d{3}"));
    }
}
