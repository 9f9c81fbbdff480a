package io.tracemill.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
    void theBytesAreAvrosSingleObjectEncoding() throws IOException {
        DeadLetter letter = DeadLetter.newBuilder()
                .setSource("a.json")
                .setStage(Stage.INGEST)
                .setReason("bad_json")
                .setMessage("a.json: byte 7: not JSON")
                .setFirstBytes(ByteBuffer.allocate(0))
                .build();
        byte[] bytes = AvroSerde.of(DeadLetter.class).encode(letter);
        assertThat(DeadLetter.fromByteBuffer(ByteBuffer.wrap(bytes))).isEqualTo(letter);
        assertThat(letter.toByteBuffer()).isEqualTo(ByteBuffer.wrap(bytes));
    }

    @Test
    void aRecordThatCannotBeEncodedLeavesNothingBehind() {
        Gap bad = new Gap(1L, 2L, 3L, 4L, 5L, 6L, null, List.of());
        AvroSerde<Gap> gaps = AvroSerde.of(Gap.class);
        assertThatThrownBy(() -> gaps.encode(bad))
                .isInstanceOf(SerializationException.class)
                .hasMessageStartingWith("cannot encode a Gap: ");
        Gap next = new Gap(1L, 2L, 3L, 4L, 5L, 6L, "gemm", List.of());
        assertThat(gaps.decode(gaps.encode(next))).isEqualTo(next);
        assertThat(gaps.encode(next)).isEqualTo(AvroSerde.of(Gap.class).encode(next));
    }

    @Test
    void corruptBytesAreRejectedWhateverTheySay() {
        AvroSerde<TraceEventBatch> serde = AvroSerde.of(TraceEventBatch.class);
        byte[] bytes = serde.encode(TraceEventBatch.newBuilder()
                .setTraceId("t")
                .setRun("r")
                .setDate("2024-04-05")
                .setPlan("p")
                .setSequence(0)
                .setWatermarkNs(0)
                .setLast(false)
                .setStrings(List.of("a", "b"))
                .setEvents(List.of())
                .build());
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = bytes.clone();
            random.nextBytes(damaged);
            System.arraycopy(bytes, 0, damaged, 0, 10 + random.nextInt(bytes.length - 10));
            try {
                serde.decode(damaged);
            } catch (SerializationException e) {
                assertThat(e).hasMessageStartingWith("not a TraceEventBatch: ");
            }
        }
    }

    @Test
    void truncatedBytesAreRejected() {
        byte[] bytes = AvroSerde.of(Thresholds.class).encode(new Thresholds(60.0, 40.0, 20.0, 20.0));
        assertThatThrownBy(() -> AvroSerde.of(Thresholds.class).decode(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(SerializationException.class)
                .hasMessageStartingWith("not a Thresholds: ");
    }

    @Test
    void foreignBytesAreRejectedInOneLine() {
        assertThatThrownBy(() -> AvroSerde.of(DeadLetter.class).decode(new byte[] {1, 2, 3}))
                .isInstanceOf(SerializationException.class)
                .hasMessageStartingWith("not a DeadLetter: ");
    }
}
