package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceHeader;
import org.junit.jupiter.api.Test;

/** What the batches of a trace tell of the phases of training and inference. */
class PhasesTest {

    private static Ingested operator(String name, String args) {
        return Ingested.of("{\"schemaVersion\":1,\"traceEvents\":[{\"ph\":\"X\",\"cat\":\"cpu_op\",\"name\":\"" + name
                + "\",\"pid\":1,\"tid\":2,\"ts\":10,\"dur\":5,\"args\":{" + args + "}}]}");
    }

    private static TraceEvent event(Ingested ingested) {
        return ingested.batches().get(0).getEvents().get(0);
    }

    private static boolean hasBackward(Ingested ingested) {
        TraceHeader header = ingested.batches().get(0).getHeader();
        return header != null && header.getHasBackward();
    }

    @Test
    void anOperatorHasItsNumberAndTheThreadOfItsForwardPass() {
        Ingested backward = operator("AddBackward0", "\"Sequence number\":1377,\"Fwd thread id\":1");
        assertThat(event(backward).getSequenceNumber()).isEqualTo(1377);
        assertThat(event(backward).getForwardThread()).isEqualTo(1);
        assertThat(event(backward).getArgs()).isNull();
    }

    @Test
    void numbersThatStandForNoneStayArguments() {
        Ingested none = operator("aten::add", "\"Sequence number\":-1,\"Fwd thread id\":0");
        assertThat(event(none).getSequenceNumber()).isNull();
        assertThat(event(none).getForwardThread()).isNull();
        assertThat(event(none).getArgs()).isEqualTo("{\"Sequence number\":-1,\"Fwd thread id\":0}");
    }

    @Test
    void theFirstBatchTellsWhetherTheFileHasAnyBackwardPass() {
        assertThat(hasBackward(operator("aten::add", "\"Sequence number\":3"))).isFalse();
        assertThat(hasBackward(operator("AddBackward0", "\"Fwd thread id\":1"))).isTrue();
        assertThat(hasBackward(operator("autograd::engine::evaluate_function: X", "")))
                .isTrue();
    }
}
