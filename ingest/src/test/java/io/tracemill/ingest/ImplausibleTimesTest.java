package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.DeadLetter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times that cannot be right are told from those of the whole file, and set aside. */
class ImplausibleTimesTest {

    private static final long JUNE_2025 = 1_750_000_000_000_000L;
    private static final long UPTIME_OF_16_DAYS = 1_365_627_862_757L;
    private static final long HOUR = 3_600_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {JUNE_2025, UPTIME_OF_16_DAYS, -JUNE_2025})
    void kernelsAtZeroAreSetAsideAndTheirLaunchesWaitForNothing(long epoch) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            long start = epoch + 100L * i;
            events.add(call(start, 1000 + i));
            events.add(i < 100 ? kernel(start + 20, 80, 1000 + i) : kernel(0, 0, 1000 + i));
        }
        Collections.shuffle(events, new Random(3));

        Ingested trace = ingested(events);

        assertThat(trace.totals().getImplausible()).isEqualTo(Map.of("implausible-ts", 20L));
        assertThat(trace.totals().getPublished()).isEqualTo(220);
        assertThat(trace.totals().getKinds()).isEqualTo(Map.of("KERNEL", 100L, "LAUNCH", 100L, "RUNTIME", 20L));
        assertThat(trace.batches().get(0).getHeader().getFirstNs()).isEqualTo(epoch * 1000);
        assertThat(trace.report().withinRejectBudget()).isTrue();
        assertThat(trace.letters())
                .hasSize(20)
                .allMatch(letter -> letter.getMessage()
                        .endsWith("implausible-ts: k starts at 0 ns, expected a start near those of the other events"));
        assertThat(trace.report().warnings())
                .singleElement()
                .asString()
                .endsWith(
                        ": 20 events were set aside because their times cannot be right (20 of k): see the dead letters");
    }

    @Test
    void moreThanHalfOfTheKernelsMayHaveNoTime() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            events.add(kernel(i < 10 ? JUNE_2025 + i : 0, 1, 1 + i));
        }

        assertThat(ingested(events).totals().getKinds()).isEqualTo(Map.of("KERNEL", 10L));
    }

    @ParameterizedTest
    @CsvSource({"1000, true", "4000000000, true", "4500000000, false", "36000000000, false"})
    void aTraceMayBeginAtZeroButNotAnHourBeforeTheRest(long restMicros, boolean plausible) {
        Ingested trace = ingested(List.of(kernel(0, 1, 1), kernel(restMicros, 1, 2), kernel(restMicros + 10, 1, 3)));

        assertThat(trace.totals().getPublished()).isEqualTo(plausible ? 3 : 2);
    }

    @Test
    void whatRanForHoursMayBeginATenthOfThatEarlier() {
        Ingested trace = ingested(List.of(kernel(0, 1, 1), kernel(9 * HOUR, 1, 2), kernel(10 * HOUR, 1, 3)));

        assertThat(trace.totals().getPublished()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1750000000000000", "9000000000000", "4000000000000000"})
    void startsDecadesFromTheRestAreSetAside(String start) {
        List<String> events = new ArrayList<>(List.of(event("kernel", start, "5", 9)));
        for (int i = 0; i < 10; i++) {
            events.add(kernel(JUNE_2025 + 10L * i, 5, i + 1));
        }

        Ingested trace = ingested(events);

        assertThat(trace.totals().getImplausible()).isEqualTo(Map.of("implausible-ts", 1L));
        assertThat(trace.totals().getPublished()).isEqualTo(10);
        assertThat(trace.batches().get(0).getHeader().getLastNs()).isEqualTo((JUNE_2025 + 95) * 1000);
    }

    @Test
    void aDeviceWhoseClockHasAnotherZeroIsKept() {
        List<String> events = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            events.add(call(JUNE_2025 + 100L * i, i));
            events.add(
                    i % 2 == 0 ? kernel(UPTIME_OF_16_DAYS + 100L * i, 5, i) : call(JUNE_2025 + 100L * i + 50, 100 + i));
        }

        assertThat(ingested(events).totals().getPublished()).isEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "18446744073709551.615",
                "9223372036854775.807",
                "9223372036854775807",
                "1750000000000000",
                "4e13"
            })
    void durationsThatUnderflowedAreSetAside(String duration) {
        Ingested trace = ingested(List.of(
                event("kernel", Long.toString(JUNE_2025), duration, 1),
                kernel(JUNE_2025 + 10, 5, 2),
                call(JUNE_2025, 2)));

        assertThat(trace.totals().getImplausible()).isEqualTo(Map.of("implausible-dur", 1L));
        assertThat(trace.totals().getRejected()).isEmpty();
        assertThat(trace.report().withinRejectBudget()).isTrue();
        assertThat(trace.letters()).extracting(DeadLetter::getReason).containsExactly("implausible-dur");
        assertThat(trace.batches().get(0).getHeader().getLastNs()).isEqualTo((JUNE_2025 + 15) * 1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"18446744073709551.615", "1e40", "-1e400"})
    void startsOutsideAnyClockAreSetAside(String start) {
        Ingested trace = ingested(List.of(event("kernel", start, "1", 1), kernel(JUNE_2025, 5, 2)));

        assertThat(trace.totals().getImplausible()).isEqualTo(Map.of("implausible-ts", 1L));
    }

    @Test
    void anEndDecadesAfterItsBeginIsNoSpan() {
        Ingested trace = ingested(List.of(
                "{\"ph\":\"B\",\"name\":\"b\",\"pid\":1,\"tid\":1,\"ts\":1000}",
                "{\"ph\":\"E\",\"pid\":1,\"tid\":1,\"ts\":" + JUNE_2025 + "}",
                "{\"ph\":\"B\",\"name\":\"open\",\"pid\":1,\"tid\":2,\"ts\":1010}",
                "{\"ph\":\"X\",\"name\":\"x\",\"pid\":1,\"tid\":1,\"ts\":1020,\"dur\":5}"));

        assertThat(trace.spans()).containsExactly("OTHER open 1010000 15000", "OTHER x 1020000 5000");
        assertThat(trace.totals().getImplausible()).isEqualTo(Map.of("implausible-dur", 1L));
    }

    @Test
    void aFileOfOneInstantAtZeroIsNoFault() {
        assertThat(ingested(List.of(kernel(0, 5, 1), kernel(0, 9, 2))).totals().getPublished())
                .isEqualTo(2);
    }

    private static Ingested ingested(List<String> events) {
        return Ingested.of("{\"schemaVersion\":1,\"traceEvents\":[" + String.join(",\n", events) + "]}");
    }

    private static String kernel(long start, long duration, int id) {
        return event("kernel", Long.toString(start), Long.toString(duration), id);
    }

    private static String call(long start, int id) {
        return "{\"ph\":\"X\",\"cat\":\"cuda_runtime\",\"name\":\"launch\",\"pid\":7,\"tid\":7,\"ts\":" + start
                + ",\"dur\":5,\"args\":{\"correlation\":" + id + "}}";
    }

    private static String event(String category, String start, String duration, int id) {
        return "{\"ph\":\"X\",\"cat\":\"" + category + "\",\"name\":\"k\",\"pid\":0,\"tid\":7,\"ts\":" + start
                + ",\"dur\":" + duration + ",\"args\":{\"device\":0,\"stream\":7,\"correlation\":" + id + "}}";
    }
}
