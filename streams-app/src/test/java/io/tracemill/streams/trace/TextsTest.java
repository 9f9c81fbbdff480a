package io.tracemill.streams.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.flat.FlatBatchReader;
import io.tracemill.schemas.flat.StringTable;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextsTest {

    private static StringTable table(List<String> strings) {
        TraceEventBatch batch = new TraceEventBatch(
                "t", "run", "2026-01-01", null, null, "plan", 0, 0L, null, Map.of(), null, false, strings, List.of());
        return FlatBatchReader.ofEvents()
                .read(AvroSerde.of(TraceEventBatch.class).encode(batch))
                .strings();
    }

    @Property(tries = 100)
    void equalStringsOfAnyBatchesAreOneText(@ForAll List<String> first, @ForAll List<String> second) {
        Texts texts = new Texts();
        Text[] one = texts.of(table(first));
        Text[] other = texts.of(table(second));
        for (int i = 0; i < one.length; i++) {
            assertThat(one[i].toString()).isEqualTo(first.get(i));
            for (int j = 0; j < other.length; j++) {
                if (first.get(i).equals(second.get(j))) {
                    assertThat(one[i]).isSameAs(other[j]);
                } else {
                    assertThat(one[i]).isNotEqualTo(other[j]);
                }
            }
        }
    }

    @Test
    void textsThatTakeTooMuchRoomAreForgottenAndStillEqual() {
        Texts texts = new Texts();
        Text before = texts.of(table(List.of("name")))[0];
        texts.of(table(
                IntStream.range(0, 30).mapToObj(i -> i + "x".repeat(200_000)).toList()));
        Text after = texts.of(table(List.of("name")))[0];
        assertThat(after).isNotSameAs(before).isEqualTo(before).hasSameHashCodeAs(before);
    }

    @Test
    void aTextKnowsWhereItStandsInTheTableItWasLastWrittenTo() {
        Text text = new Texts().of(table(List.of("name")))[0];
        Object table = new Object();
        assertThat(text.writtenAt(table)).isEqualTo(-1);
        text.wrote(table, 7);
        assertThat(text.writtenAt(table)).isEqualTo(7);
        assertThat(text.writtenAt(new Object())).isEqualTo(-1);
    }
}
