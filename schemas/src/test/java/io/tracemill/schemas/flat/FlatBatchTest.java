package io.tracemill.schemas.flat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

/** Tests that compare flat batches with the generated coders: the same bytes must mean the same. */
class FlatBatchTest {

    private final AvroSerde<TraceEventBatch> events = AvroSerde.of(TraceEventBatch.class);
    private final AvroSerde<SpanBatch> spans = AvroSerde.of(SpanBatch.class);

    @Property(tries = 300)
    void eventsReadAndWrittenFlatAreTheBytesThatTheGeneratedCoderWrites(@ForAll long seed) {
        TraceEventBatch batch = new RandomSpans(seed).events();
        byte[] bytes = events.encode(batch);
        FlatBatch<TraceEventBatch, FlatEvent> flat = FlatBatchReader.ofEvents().read(bytes);
        FlatBatchWriter<TraceEventBatch, FlatEvent> writer = FlatBatchWriter.ofEvents();
        FlatEvent event = new FlatEvent();
        FlatEvent copy = new FlatEvent();
        for (FlatBatch<?, FlatEvent>.Items items = flat.items(); items.next(event); ) {
            copy.copyFrom(event);
            copy.detach();
            writer.add(copy);
        }
        flat.frame().setStrings(batch.getStrings());
        assertThat(writer.encode(flat.frame())).isEqualTo(bytes);
        assertThat(flat.strings().size()).isEqualTo(batch.getStrings().size());
        for (int i = 0; i < flat.strings().size(); i++) {
            assertThat(flat.strings().text(i)).isEqualTo(batch.getStrings().get(i));
        }
    }

    @Property(tries = 300)
    void spansReadAndWrittenFlatAreTheBytesThatTheGeneratedCoderWrites(@ForAll long seed) {
        SpanBatch batch = new RandomSpans(seed).spans();
        byte[] bytes = spans.encode(batch);
        FlatBatch<SpanBatch, FlatSpan> flat = FlatBatchReader.ofSpans().read(bytes);
        FlatBatchWriter<SpanBatch, FlatSpan> writer = FlatBatchWriter.ofSpans();
        FlatSpan span = new FlatSpan();
        for (FlatBatch<?, FlatSpan>.Items items = flat.items(); items.next(span); ) {
            writer.add(span);
        }
        assertThat(writer.count()).isEqualTo(batch.getSpans().size());
        flat.frame().setStrings(batch.getStrings());
        assertThat(writer.encode(flat.frame())).isEqualTo(bytes);
        assertThat(writer.count()).isZero();
    }

    @Property(tries = 200)
    void stringsMayBeAddedAndWhatCameAfterTheMarkTakenBack(@ForAll long seed) {
        TraceEventBatch batch = new RandomSpans(seed).events();
        byte[] bytes = events.encode(batch);
        FlatBatch<TraceEventBatch, FlatEvent> flat = FlatBatchReader.ofEvents().read(bytes);
        FlatBatchWriter<TraceEventBatch, FlatEvent> writer = FlatBatchWriter.ofEvents();
        FlatEvent event = new FlatEvent();
        for (int i = 0; i < flat.strings().size(); i++) {
            byte[] text = flat.strings().bytes();
            int length = flat.strings().length(i);
            writer.addString(new byte[] {'x'}, 0, i % 2);
            writer.reset();
            assertThat(writer.addString(text, flat.strings().start(i), length)).isEqualTo(i);
            writer.mark();
        }
        for (FlatBatch<?, FlatEvent>.Items items = flat.items(); items.next(event); ) {
            writer.add(event);
            writer.reset();
            writer.add(event);
            writer.mark();
        }
        byte[] frame = events.encode(flat.frame());

        assertThat(writer.bytes()).isBetween(bytes.length - frame.length - 20, bytes.length - frame.length);
        assertThat(writer.encode(flat.frame())).isEqualTo(bytes);
        writer.reset();
        assertThat(writer.encode(flat.frame())).isEqualTo(frame);
        writer.addString(bytes, 0, 1);
        writer.add(event);
        writer.mark();
        writer.clear();
        writer.reset();
        assertThat(writer.encode(flat.frame())).isEqualTo(frame);
    }

    @Property(tries = 200)
    void countersAreThoseOfTheGeneratedType(@ForAll long seed) {
        TraceEventBatch batch = new RandomSpans(seed).events();
        FlatBatch<TraceEventBatch, FlatEvent> flat = FlatBatchReader.ofEvents().read(events.encode(batch));
        FlatEvent event = new FlatEvent();
        FlatBatch<?, FlatEvent>.Items items = flat.items();
        for (TraceEvent expected : batch.getEvents()) {
            assertThat(items.next(event)).isTrue();
            Map<String, Double> counters = expected.getCounters() == null ? Map.of() : expected.getCounters();
            assertThat(event.counters()).containsExactlyEntriesOf(counters);
            if (!counters.isEmpty()) {
                event.beginCounters(counters.size());
                counters.forEach((name, value) -> event.addCounter(name.getBytes(UTF_8), value));
                event.endCounters();
            }
            assertThat(event.counters()).containsExactlyEntriesOf(counters);
        }
        assertThat(items.next(event)).isFalse();
        assertThat(items.next(event)).isFalse();
    }

    @Property(tries = 300)
    void damagedBytesAreRejectedOrRead(@ForAll long seed) {
        byte[] bytes = spans.encode(new RandomSpans(seed).spans());
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            byte[] damaged = Arrays.copyOf(bytes, bytes.length - (i % 2 == 0 ? 0 : random.nextInt(bytes.length)));
            int at = AvroSerde.HEADER_BYTES + random.nextInt(bytes.length);
            if (at < damaged.length) {
                damaged[at] = (byte) random.nextInt();
            }
            try {
                FlatSpan span = new FlatSpan();
                FlatBatch<SpanBatch, FlatSpan>.Items items =
                        FlatBatchReader.ofSpans().read(damaged).items();
                while (items.next(span)) {
                    assertThat(span.event.counters()).isNotNull();
                }
            } catch (SerializationException e) {
                assertThat(e).hasMessageStartingWith("not a SpanBatch: ");
            }
        }
    }

    @Test
    void aStringThatTheTableLacksIsRejected() {
        TraceEventBatch batch = new RandomSpans(1).events();
        batch.setEvents(List.of(batch.getEvents().get(0)));
        batch.getEvents().get(0).setName(3);
        batch.setStrings(List.of("a", "b"));
        FlatBatch<TraceEventBatch, FlatEvent> flat = FlatBatchReader.ofEvents().read(events.encode(batch));
        assertThatThrownBy(() -> flat.items().next(new FlatEvent()))
                .isInstanceOf(SerializationException.class)
                .hasMessage("not a TraceEventBatch: string 3 of a table of 2");
    }
}
