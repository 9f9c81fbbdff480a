package io.tracemill.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {

    @Test
    void aBatchSurvivesTheRoundTrip() {
        TraceEvent event = TraceEvent.newBuilder()
                .setKind(EventKind.KERNEL)
                .setName(0)
                .setStartNs(1_712_345_678_901_234_567L)
                .setDurationNs(1L)
                .setLaunchInTrace(true)
                .setArgs("{\"context\":1}")
                .build();
        TraceEventBatch batch = TraceEventBatch.newBuilder()
                .setTraceId("t")
                .setRun("r")
                .setDate("2024-04-05")
                .setPlan("p")
                .setSequence(0)
                .setWatermarkNs(event.getStartNs())
                .setLast(false)
                .setStrings(List.of("gemm"))
                .setEvents(List.of(event))
                .build();
        AvroSerde<TraceEventBatch> serde = AvroSerde.of(TraceEventBatch.class);
        assertThat(serde.decode(serde.encode(batch))).isEqualTo(batch);
    }

    @Test
    void aDeadLetterKeepsItsBytes() {
        DeadLetter letter = DeadLetter.newBuilder()
                .setSource("a.json")
                .setStage(Stage.INGEST)
                .setReason("bad_json")
                .setMessage("a.json: byte 7: not JSON")
                .setByteOffset(7L)
                .setFirstBytes(ByteBuffer.wrap(new byte[] {1, 2}))
                .build();
        AvroSerde<DeadLetter> serde = AvroSerde.of(DeadLetter.class);
        assertThat(serde.decode(serde.encode(letter))).isEqualTo(letter);
    }

    @Test
    void foreignBytesAreRefusedInOneLine() {
        assertThatThrownBy(() -> AvroSerde.of(DeadLetter.class).decode(new byte[] {1, 2, 3}))
                .isInstanceOf(SerializationException.class)
                .hasMessageStartingWith("not a DeadLetter: ");
    }
}
