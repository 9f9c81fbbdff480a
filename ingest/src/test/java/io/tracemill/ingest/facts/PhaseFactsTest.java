package io.tracemill.ingest.facts;

import static io.tracemill.schemas.flat.Attribute.DEVICE;
import static io.tracemill.schemas.flat.Attribute.FORWARD_THREAD;
import static io.tracemill.schemas.flat.Attribute.PHASE_MARK;
import static io.tracemill.schemas.flat.Attribute.SEQUENCE_NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.EventKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhaseFactsTest {

    @ParameterizedTest
    @CsvSource({
        "Optimizer.step#FusedAdam.step, OPTIMIZER",
        "## optimizer ##, OPTIMIZER",
        "torch/utils/checkpoint.py(1500): recompute_fn, RECOMPUTE",
        "autograd::engine::evaluate_function: AddmmBackward0, BACKWARD",
        "enumerate(DataLoader)#_MultiProcessingDataLoaderIter.__next__, DATA",
        "enumerate(DataPipe)#Batcher, DATA",
        "torch/utils/data/dataloader.py(631): __next__, DATA",
        "_SingleProcessDataLoaderIter._next_data, DATA",
        "## load_batch ##, DATA",
        "data_loading, DATA",
        "execute_context_1(888_788544)_generation_0(0), PREFILL",
        "execute_32_context_0(sq0sk0sqsq0sqsk0)_generation_32(sq32sk3), DECODE",
        "execute_context_2(16_9)_generation_14(14), MIXED",
        "execute_context_0(0)_generation_0(0), INFERENCE",
        "step[EXTEND bs=1 toks=512], PREFILL",
        "step[PREFILL], PREFILL",
        "step[DECODE bs=32], DECODE",
        "step[MIXED], MIXED",
        "step[IDLE], INFERENCE",
        "execute_diffusion_step, INFERENCE",
        "model_inference, INFERENCE",
        "ProfilerStep#12, STEP",
    })
    void aNameTellsItsPhase(String name, String phase) {
        assertThat(mark(EventKind.ANNOTATION, name)).isEqualTo(phase);
    }

    @ParameterizedTest
    @CsvSource({
        "aten::add",
        "## backward ##",
        "## forward ##",
        "optimizer.py(373): wrapper",
        "next DataLoader",
        "my ProfilerStep#1",
        "model_inference_server.py(3): run"
    })
    void anotherNameTellsNone(String name) {
        assertThat(mark(EventKind.ANNOTATION, name)).isNull();
    }

    @Test
    void framesOfTheHostHaveAPhaseAndCallsHaveNone() {
        assertThat(mark(EventKind.OPERATOR, "## load_batch ##")).isEqualTo("DATA");
        assertThat(mark(EventKind.PYTHON, "## load_batch ##")).isEqualTo("DATA");
        assertThat(mark(EventKind.RUNTIME, "## load_batch ##")).isNull();
        assertThat(mark(EventKind.KERNEL, "## load_batch ##")).isNull();
    }

    @Test
    void theNumbersOfAnOperatorTellItsPhaseIfItsNameDoesNot() {
        FactEvent forward = FactEvent.of(EventKind.OPERATOR, "aten::add").with(SEQUENCE_NUMBER, 7);
        assertThat(forward.told().value(PHASE_MARK)).isEqualTo("FORWARD");
        assertThat(forward.with(FORWARD_THREAD, 1).told().value(PHASE_MARK)).isEqualTo("BACKWARD");
        FactEvent optimizer =
                FactEvent.of(EventKind.OPERATOR, "Optimizer.step#SGD.step").with(FORWARD_THREAD, 1);
        assertThat(optimizer.told().value(PHASE_MARK)).isEqualTo("OPTIMIZER");
    }

    @Test
    void aRangeThatIsMirroredOntoADeviceHasNone() {
        FactEvent mirrored = FactEvent.of(EventKind.ANNOTATION, "## optimizer ##")
                .with(DEVICE, "0")
                .told();
        assertThat(mirrored.has(PHASE_MARK)).isFalse();
    }

    @Test
    void aNameThatFindsNoRoomInThePoolTellsItsPhaseToo() {
        assertThat(FactEvent.inline(EventKind.ANNOTATION, "## optimizer ##")
                        .told()
                        .value(PHASE_MARK))
                .isEqualTo("OPTIMIZER");
    }

    private static @Nullable String mark(EventKind kind, String name) {
        return FactEvent.of(kind, name).told().value(PHASE_MARK);
    }
}
