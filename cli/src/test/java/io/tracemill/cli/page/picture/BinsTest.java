package io.tracemill.cli.page.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.schemas.EventKind;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The time of a device in bins: as an instant-by-instant look has it. */
class BinsTest {

    private static final List<String> NAMES =
            List.of("computing_ns", "exposed_communication_ns", "exposed_memcpy_ns", "idle_ns");

    record Event(EventKind kind, long start, long end) {}

    private static JsonNode bins(long start, long total, List<Event> events) throws IOException {
        Bins bins = new Bins(start, total);
        events.forEach(event -> bins.add(event.kind(), event.start(), event.end()));
        bins.end();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            bins.write(0, json);
        }
        return new ObjectMapper().readTree(text.toString());
    }

    private static long[] numbers(JsonNode bins, String name) {
        return StreamSupport.stream(bins.get(name).spliterator(), false)
                .mapToLong(JsonNode::longValue)
                .toArray();
    }

    @Test
    void computingHidesCommunicationAndCommunicationHidesCopies() throws IOException {
        JsonNode bins = bins(
                100,
                10,
                List.of(
                        new Event(EventKind.MEMCPY, 100, 108),
                        new Event(EventKind.COMMUNICATION, 102, 107),
                        new Event(EventKind.KERNEL, 104, 105),
                        new Event(EventKind.MEMSET, 105, 106)));

        assertThat(numbers(bins, "computing_ns")).containsExactly(0, 0, 0, 0, 1, 1, 0, 0, 0, 0);
        assertThat(numbers(bins, "exposed_communication_ns")).containsExactly(0, 0, 1, 1, 0, 0, 1, 0, 0, 0);
        assertThat(numbers(bins, "exposed_memcpy_ns")).containsExactly(1, 1, 0, 0, 0, 0, 0, 1, 0, 0);
        assertThat(numbers(bins, "idle_ns")).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1, 1);
    }

    @Test
    void aLongWindowHasAThousandBinsAtMostAndTheLastMayBeShorter() throws IOException {
        JsonNode bins = bins(0, 2_501, List.of(new Event(EventKind.KERNEL, 0, 2_501)));

        assertThat(bins.get("width_ns").longValue()).isEqualTo(3);
        assertThat(bins.get("count").longValue()).isEqualTo(834);
        assertThat(numbers(bins, "computing_ns")[833]).isEqualTo(2);
    }

    @Property(tries = 200)
    void theyAreWhatRunsAtEachInstant(@ForAll("events") List<Event> events) throws IOException {
        long end = events.stream().mapToLong(Event::end).max().orElseThrow();
        long start = events.get(0).start();
        JsonNode bins = bins(start, end - start, events);
        long width = bins.get("width_ns").longValue();
        for (int of = 0; of < NAMES.size(); of++) {
            long[] expected = new long[bins.get("count").intValue()];
            int wanted = of;
            LongStream.range(start, end)
                    .filter(instant -> at(instant, events) == wanted)
                    .forEach(instant -> expected[(int) ((instant - start) / width)]++);
            assertThat(numbers(bins, NAMES.get(of))).isEqualTo(expected);
        }
    }

    private static int at(long instant, List<Event> events) {
        return events.stream()
                .filter(event -> event.start() <= instant && instant < event.end())
                .mapToInt(event -> switch (event.kind()) {
                    case COMMUNICATION -> 1;
                    case MEMCPY -> 2;
                    default -> 0;
                })
                .min()
                .orElse(3);
    }

    @Provide
    Arbitrary<List<Event>> events() {
        return Combinators.combine(
                        Arbitraries.of(EventKind.KERNEL, EventKind.MEMSET, EventKind.MEMCPY, EventKind.COMMUNICATION),
                        Arbitraries.longs().between(1_000, 4_000),
                        Arbitraries.longs().between(1, 700))
                .as((kind, start, length) -> new Event(kind, start, start + length))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(events -> events.stream()
                        .sorted(Comparator.comparingLong(Event::start))
                        .toList());
    }
}
