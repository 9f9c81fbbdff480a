package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device event that runs over ten later ones of its stream is clipped to the next start. */
class ClippingTest {

    private record Kernel(int stream, int start, int duration) {

        String json() {
            return "{\"ph\":\"X\",\"cat\":\"kernel\",\"name\":\"k\",\"pid\":0,\"tid\":7,\"ts\":" + start + ",\"dur\":"
                    + duration + ",\"args\":{\"device\":0,\"stream\":" + stream + "}}";
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 11})
    void tenLaterStartsAreTooMany(int covered) {
        List<Kernel> kernels = new ArrayList<>(List.of(new Kernel(3, 100, 1_000_000)));
        for (int i = 0; i < covered; i++) {
            kernels.add(new Kernel(3, 200 + 50 * i, 20));
        }
        kernels.add(new Kernel(3, 1_000_100, 5)); // starts where the first one ends

        assertThat(durations(kernels).get(0)).isEqualTo(covered < 10 ? "1000000000" : "100000 of 1000000000");
    }

    @Test
    void eventsOfOtherStreamsAndThoseThatStartTogetherDoNotCount() {
        List<Kernel> kernels = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            kernels.add(new Kernel(3, 100, 1000));
            kernels.add(new Kernel(4, 110 + i, 1));
        }

        assertThat(durations(kernels))
                .filteredOn(duration -> duration.contains("of"))
                .isEmpty();
    }

    @Test
    void eventsWithoutAStreamAreNotClipped() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            events.add("{\"ph\":\"X\",\"cat\":\"kernel\",\"name\":\"k\",\"pid\":0,\"tid\":7,\"ts\":" + i
                    + ",\"dur\":1000,\"args\":{\"device\":0}}");
        }

        assertThat(lines(events))
                .filteredOn(duration -> duration.contains("of"))
                .isEmpty();
    }

    @Property(tries = 200)
    void exactlyThoseThatCoverTenStartsAreClippedWhateverRunsBesides(@ForAll("kernels") List<Kernel> kernels) {
        assertThat(durations(kernels)).containsExactlyInAnyOrderElementsOf(expected(kernels));
    }

    @Provide
    Arbitrary<List<Kernel>> kernels() {
        Arbitrary<Kernel> kernel = Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(1, 300),
                        Arbitraries.frequencyOf(
                                net.jqwik.api.Tuple.of(5, Arbitraries.integers().between(0, 5)),
                                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0, 200))))
                .as(Kernel::new);
        return kernel.list().ofMaxSize(120);
    }

    /** Each duration by the definition. */
    private static List<String> expected(List<Kernel> kernels) {
        List<String> durations = new ArrayList<>();
        for (Kernel kernel : kernels) {
            List<Integer> covered = kernels.stream()
                    .filter(other -> other.stream == kernel.stream
                            && other.start > kernel.start
                            && other.start < kernel.start + kernel.duration)
                    .map(Kernel::start)
                    .sorted()
                    .toList();
            String whole = Long.toString(1000L * kernel.duration);
            durations.add(covered.size() < 10 ? whole : 1000L * (covered.get(0) - kernel.start) + " of " + whole);
        }
        return durations;
    }

    private static List<String> durations(List<Kernel> kernels) {
        return lines(kernels.stream().map(Kernel::json).toList());
    }

    private static List<String> lines(List<String> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        Ingested trace = Ingested.of("{\"schemaVersion\":1,\"traceEvents\":[" + String.join(",\n", events) + "]}");
        Map<String, Integer> seen = new HashMap<>();
        List<String> lines = new ArrayList<>();
        trace.batches()
                .forEach(batch -> batch.getEvents().forEach(event -> {
                    String reported =
                            event.getReportedDurationNs() == null ? "" : " of " + event.getReportedDurationNs();
                    lines.add(event.getDurationNs() + reported);
                    seen.merge("events", 1, Integer::sum);
                }));
        assertThat(seen).containsEntry("events", events.size());
        return lines;
    }
}
