package io.tracemill.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class IngestPropertyTest {

    private static final String[] CATEGORIES = {"cpu_op", "kernel", "cuda_runtime", "user_annotation", "python_function"
    };

    @Property(tries = 60)
    void slicesThreadsAndDiskNeverChangeABatch(
            @ForAll("traces") List<String> events,
            @ForAll @IntRange(min = 16, max = 2000) int sliceBytes,
            @ForAll @IntRange(min = 1, max = 4) int threads,
            @ForAll @IntRange(min = 0, max = 3000) int sortMemoryBytes) {
        byte[] json = array(events);
        IngestConfig other = Ingested.config()
                .withLimits(limits ->
                        limits.withSliceBytes(sliceBytes).withThreads(threads).withSortMemoryBytes(sortMemoryBytes));

        Ingested expected = Ingested.of(json, Ingested.config());
        Ingested actual = Ingested.of(json, other);

        assertThat(withoutSource(actual)).isEqualTo(withoutSource(expected));
        assertThat(actual.rejected()).isEqualTo(expected.rejected());
    }

    @Property(tries = 300)
    void damageAnywhereLosesNothingSilentlyAndIsReadTheSameInAnySlices(
            @ForAll("traces") List<String> events,
            @ForAll Random random,
            @ForAll @IntRange(min = 16, max = 400) int sliceBytes) {
        byte[] json = array(events);
        for (int i = random.nextInt(4); i >= 0; i--) {
            json[random.nextInt(json.length)] = (byte) "\"{}[],:\\a1 \u00ff".charAt(random.nextInt(12));
        }

        assertThat(outcome(json, Ingested.config().withLimits(limits -> limits.withSliceBytes(sliceBytes))))
                .isEqualTo(outcome(json, Ingested.config()));
    }

    /** Published and rejected events, or the error without the name of the file. */
    private static List<String> outcome(byte[] json, IngestConfig config) {
        try {
            Ingested trace = Ingested.of(json, config);
            List<String> lines = new ArrayList<>(trace.events());
            lines.addAll(trace.rejected());
            lines.add(trace.totals().toString().replaceAll("[^\"]*\\.json: ", ""));
            return lines;
        } catch (UncheckedIOException e) {
            String message = String.valueOf(e.getMessage());
            return List.of(message.substring(message.indexOf(".json: ")));
        }
    }

    @Property(tries = 60)
    void batchesOfAnySizeHoldTheSameEventsAndStayWithinIt(
            @ForAll("traces") List<String> events, @ForAll @IntRange(min = 2048, max = 8192) int batchBytes) {
        byte[] json = array(events);

        Ingested expected = Ingested.of(json, Ingested.config());
        Ingested actual = Ingested.of(json, Ingested.config().withLimits(limits -> limits.withBatchBytes(batchBytes)));

        assertThat(actual.events()).isEqualTo(expected.events());
        AvroSerde<TraceEventBatch> serde = AvroSerde.of(TraceEventBatch.class);
        for (TraceEventBatch batch : actual.batches()) {
            assertThat(batch.getEvents().size() <= 1 || serde.encode(batch).length <= batchBytes)
                    .isTrue();
        }
    }

    @Property(tries = 60)
    void theOrderOfEventsInTheFileMattersOnlyBetweenTies(
            @ForAll @IntRange(min = 1, max = 200) int count, @ForAll Random random) {
        List<String> events = IntStream.range(0, count)
                .mapToObj(i -> event("n" + i % 7, CATEGORIES[i % 5], i * 1000L + 1, i % 13, i % 3))
                .collect(Collectors.toCollection(ArrayList::new));
        List<String> expected = Ingested.of(array(events), Ingested.config()).events();
        Collections.shuffle(events, random);

        assertThat(Ingested.of(array(events), Ingested.config()).events()).isEqualTo(expected);
    }

    @Property(tries = 60)
    void theOrderIsStartThenLongerThenKindThenPlaceInTheFile(@ForAll("traces") List<String> events) {
        List<String> spans = new ArrayList<>();
        for (TraceEventBatch batch :
                Ingested.of(array(events), Ingested.config()).batches()) {
            batch.getEvents().forEach(event -> spans.add(orderKey(event)));
        }
        assertThat(spans).isSorted();
    }

    private static String orderKey(TraceEvent event) {
        int place = switch (event.getKind()) {
            case ANNOTATION -> 0;
            case OPERATOR -> 1;
            case LAUNCH, RUNTIME -> 2;
            case KERNEL, COMMUNICATION, MEMCPY, MEMSET -> 3;
            default -> 4;
        };
        Long duration = event.getDurationNs();
        long shorter = 1_000_000_000L - (duration == null ? 0 : duration);
        return String.format("%020d %020d %d", event.getStartNs(), shorter, place);
    }

    private static List<TraceEventBatch> withoutSource(Ingested trace) {
        trace.batches().get(0).getHeader().setSource("");
        return trace.batches();
    }

    @Provide
    Arbitrary<List<String>> traces() {
        Arbitrary<String> spans = Combinators.combine(
                        Arbitraries.strings().withChars("ab\u00e9\ud55c{}[],:").ofMaxLength(12),
                        Arbitraries.of(CATEGORIES),
                        Arbitraries.longs().between(0, 30),
                        Arbitraries.longs().between(0, 5),
                        Arbitraries.integers().between(0, 2))
                .as(IngestPropertyTest::event);
        Arbitrary<String> points = Combinators.combine(
                        Arbitraries.of("B", "E", "i", "C", "b", "M"),
                        Arbitraries.longs().between(0, 30),
                        Arbitraries.integers().between(0, 2))
                .as((phase, ts, tid) ->
                        "{\"ph\":\"" + phase + "\",\"name\":\"p\",\"ts\":" + ts + ",\"pid\":1,\"tid\":" + tid + "}");
        Arbitrary<String> broken = Arbitraries.of(
                "{\"name\":\"br\"oken\",\"ph\":\"X\",\"ts\":1,\"dur\":1}",
                "{\"name\":\"x\",\"ph\":\"X\",\"ts\":1,\"dur\":-1}",
                "12");
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(8, spans),
                        net.jqwik.api.Tuple.of(4, points),
                        net.jqwik.api.Tuple.of(1, broken))
                .list()
                .ofMaxSize(60)
                .map(IngestPropertyTest::withOneGood);
    }

    private static List<String> withOneGood(List<String> events) {
        List<String> all = new ArrayList<>(events);
        all.add(event("last", "cpu_op", 3, 1, 0));
        return all;
    }

    private static String event(String name, String category, long ts, long dur, int tid) {
        return "{\"ph\":\"X\",\"name\":\"" + name + "\",\"cat\":\"" + category + "\",\"ts\":" + ts + ",\"dur\":" + dur
                + ",\"pid\":1,\"tid\":" + tid + ",\"args\":{\"correlation\":" + ts % 5 + ",\"note\":\"" + name + "\"}}";
    }

    private static byte[] array(List<String> events) {
        return ("{\"schemaVersion\":1,\"traceEvents\":[" + String.join(",\n", events) + "]}").getBytes(UTF_8);
    }
}
