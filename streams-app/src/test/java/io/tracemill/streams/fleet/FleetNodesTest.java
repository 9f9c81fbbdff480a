package io.tracemill.streams.fleet;

import static io.tracemill.streams.fleet.FleetLog.DCGM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.tracemill.schemas.Alert;
import io.tracemill.schemas.RunFacts;
import io.tracemill.schemas.TelemetryState;
import io.tracemill.schemas.TraceTelemetry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class FleetNodesTest {

    private static final String CLOCK = "hw.gpu.clock";

    private static List<TraceTelemetry> telemetry(List<SpecificRecord> rows) {
        return rows.stream()
                .filter(TraceTelemetry.class::isInstance)
                .map(TraceTelemetry.class::cast)
                .toList();
    }

    private static Map<String, TelemetryState> answers(List<SpecificRecord> rows) {
        return rows.stream()
                .filter(RunFacts.class::isInstance)
                .map(row -> ((RunFacts) row).getTelemetry())
                .filter(Objects::nonNull)
                .collect(Collectors.toMap(
                        answer -> answer.getTraceId(),
                        answer -> answer.getState(),
                        (a, b) -> {
                            throw new AssertionError("a trace is answered twice");
                        },
                        TreeMap::new));
    }

    @Test
    void aTraceHasTheReadingsOfItsDevice() {
        FleetLog log = new FleetLog()
                .every(15, 300, "GPU-3", CLOCK, 1_755e6)
                .every(15, 300, "GPU-4", CLOCK, 999e6)
                .add(131, FleetLog.trace("n1", "t", 3, 100, 130));

        List<TraceTelemetry> rows = telemetry(log.rows());

        assertThat(rows).hasSize(1);
        TraceTelemetry row = rows.get(0);
        assertThat(row.getState()).isEqualTo(TelemetryState.FULL);
        assertThat(row.getQuantity()).isEqualTo(CLOCK);
        assertThat(row.getSource()).isEqualTo(DCGM);
        assertThat(row.getTelemetryDevice()).isEqualTo("GPU-3");
        assertThat(row.getMean()).isEqualTo(1_755e6);
        assertThat(row.getSamples()).isEqualTo(2);
        assertThat(row.getHeldPct()).isEqualTo(100);
        assertThat(row.getOldestNs()).isEqualTo(10_000_000_000L);
        assertThat(row.getIntervalNs()).isEqualTo(15_000_000_000L);
    }

    @Test
    void aStepHasReadingsWhereTheirIntervalIsWithinIt() {
        FleetLog log = new FleetLog()
                .every(5, 300, "GPU-3", CLOCK, 1e9)
                .every(15, 300, "GPU-3", "hw.power", 700)
                .add(131, FleetLog.trace("n1", "t", 3, 100, 130));

        assertThat(telemetry(log.rows()))
                .extracting(TraceTelemetry::getStep, TraceTelemetry::getQuantity)
                .containsExactly(
                        tuple(null, CLOCK),
                        tuple(null, "hw.power"),
                        tuple(null, "energy"),
                        tuple(null, "energy.flops"),
                        tuple(0, CLOCK),
                        tuple(1, CLOCK),
                        tuple(2, CLOCK));
    }

    @Test
    void energyIsThatOfTheCounterElseThatOfThePower() {
        FleetLog power = new FleetLog()
                .every(15, 300, "GPU-3", "hw.power", 700)
                .add(131, FleetLog.trace("n1", "t", 3, 100, 130));
        FleetLog counter = new FleetLog().add(131, FleetLog.trace("n1", "t", 3, 100, 130));
        for (int second = 0; second <= 300; second += 15) {
            counter.add(second, FleetLog.reading(DCGM, "GPU-3", "hw.energy", second, 600.0 * second));
        }

        assertThat(increase(power.rows(), "energy")).isCloseTo(21_000, within(1e-6));
        assertThat(increase(counter.rows(), "energy")).isCloseTo(18_000, within(1e-6));
    }

    private static double increase(List<SpecificRecord> rows, String quantity) {
        return telemetry(rows).stream()
                .filter(row -> quantity.equals(row.getQuantity()) && row.getStep() == null)
                .map(TraceTelemetry::getIncrease)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theMemoryOfADeviceIsWhatIsUsedAndWhatIsFreeWhereNoSourceSaysMore() {
        FleetLog log = new FleetLog()
                .every(15, 300, "GPU-3", "hw.gpu.memory.usage", 70e9)
                .every(15, 300, "GPU-3", "hw.gpu.memory.free", 15e9)
                .add(131, FleetLog.trace("n1", "t", 3, 100, 130));

        assertThat(telemetry(log.rows()))
                .filteredOn(row -> "hw.gpu.memory.limit".equals(row.getQuantity()))
                .extracting(TraceTelemetry::getMean)
                .containsExactly(85e9);
        assertThat(telemetry(
                        log.every(15, 300, "GPU-3", "hw.gpu.memory.limit", 86e9).rows()))
                .filteredOn(row -> "hw.gpu.memory.limit".equals(row.getQuantity()) && row.getStep() == null)
                .extracting(TraceTelemetry::getMean)
                .containsExactly(86e9);
    }

    @Test
    void aTraceWaitsUntilItsSourcesWereReadPastItsEnd() {
        FleetLog log =
                new FleetLog().every(15, 210, "GPU-3", CLOCK, 1e9).add(131, FleetLog.trace("n1", "t", 3, 100, 130));

        assertThat(telemetry(log.rows())).isEmpty();
        assertThat(answers(log.every(15, 225, "GPU-3", "hw.power", 1).rows())).isEmpty();
        assertThat(answers(log.add(225, FleetLog.reading(DCGM, "GPU-3", CLOCK, 225, 1e9))
                        .rows()))
                .containsExactly(Map.entry("t", TelemetryState.FULL));
    }

    @Test
    void aSourceThatStopsMakesTheAnswerPartialAfterTenMinutes() {
        FleetLog log = new FleetLog()
                .every(15, 120, "GPU-3", CLOCK, 1e9)
                .add(131, FleetLog.trace("n1", "t", 3, 100, 130))
                .add(730, FleetLog.tick(false));

        assertThat(telemetry(log.rows())).isEmpty();
        List<SpecificRecord> rows = log.add(731, FleetLog.tick(false)).rows();
        assertThat(answers(rows)).containsExactly(Map.entry("t", TelemetryState.PARTIAL));
        assertThat(telemetry(rows).get(0).getMissingSources()).containsExactly(DCGM);
        assertThat(telemetry(rows).get(0).getMean()).isEqualTo(1e9);
    }

    @Test
    void theEndOfTheReadingsIsWaitedForByNobody() {
        FleetLog log = new FleetLog()
                .every(15, 135, "GPU-3", CLOCK, 1e9)
                .add(136, FleetLog.trace("n1", "t", 3, 100, 130))
                .add(137, FleetLog.tick(true))
                .add(138, FleetLog.trace("n1", "u", 3, 100, 130));

        assertThat(answers(log.rows()))
                .containsExactly(Map.entry("t", TelemetryState.FULL), Map.entry("u", TelemetryState.FULL));
    }

    @Test
    void anAnswerSaysWhyItHasNoReadings() {
        FleetLog log = new FleetLog()
                .every(15, 300, "GPU-3", CLOCK, 1e9)
                .add(131, FleetLog.trace("", "no node", 3, 100, 130))
                .add(132, FleetLog.trace("n9", "nothing read", 3, 100, 130))
                .add(133, FleetLog.trace("n1", "another device", 7, 100, 130))
                .add(134, FleetLog.trace("n1", "old", 3, -90_000, -89_000))
                .add(900, FleetLog.tick(false));

        assertThat(answers(log.rows()))
                .containsExactly(
                        Map.entry("another device", TelemetryState.NO_DEVICE),
                        Map.entry("no node", TelemetryState.NO_NODE),
                        Map.entry("nothing read", TelemetryState.NO_NODE),
                        Map.entry("old", TelemetryState.EXPIRED));
        assertThat(telemetry(log.rows())).allMatch(row -> row.getQuantity() == null);
    }

    @Test
    void readingsAreKeptForSixHoursOfTheLog() {
        FleetLog log = new FleetLog().every(15, 300, "GPU-3", CLOCK, 1e9);
        for (int hour = 1; hour <= 9; hour++) {
            log.add(3_600 * hour, FleetLog.reading(DCGM, "GPU-3", CLOCK, 3_600 * hour, 1e9));
        }
        log.add(21_600, FleetLog.trace("n1", "in time", 3, 100, 130));
        log.add(32_000, FleetLog.trace("n1", "too late", 3, 100, 130));

        assertThat(answers(log.rows()))
                .containsExactly(
                        Map.entry("in time", TelemetryState.FULL), Map.entry("too late", TelemetryState.EXPIRED));
    }

    @Test
    void aReadingFarAheadIsNotJoined() {
        FleetLog log = new FleetLog()
                .every(15, 120, "GPU-3", CLOCK, 1e9)
                .add(125, FleetLog.reading(DCGM, "GPU-3", CLOCK, 726, 5e9))
                .add(131, FleetLog.trace("n1", "t", 3, 100, 130));

        assertThat(telemetry(log.rows())).isEmpty();
    }

    @Property(tries = 12)
    void crashesAtEveryRecordChangeNothing(@ForAll long seed) {
        FleetLog log = FleetLog.random(new Random(seed), false);

        List<SpecificRecord> rows = log.rows();

        assertThat(answers(rows)).hasSize(12);
        assertThat(alerts(rows)).isNotEmpty();
        assertThat(log.rowsWithCrashes()).isEqualTo(rows);
    }

    @Property(tries = 20)
    void ordersInWhichNothingIsLaterThanTheWaitGiveTheSameAnswers(@ForAll long seed) {
        FleetLog log = FleetLog.random(new Random(seed), true);
        List<SpecificRecord> rows = log.rows();
        Map<String, String> straight = full(rows);
        List<Alert> alerts = alerts(rows);
        Random random = new Random(seed + 1);

        assertThat(straight).hasSize(12);
        assertThat(alerts).isNotEmpty();
        for (int order = 0; order < 5; order++) {
            List<SpecificRecord> again = reordered(log, random).rows();
            assertThat(full(again)).isEqualTo(straight);
            assertThat(alerts(again)).isEqualTo(alerts);
        }
    }

    /** The changes of alerts, without the time at which they were told, which is that of the record that came then. */
    private static List<Alert> alerts(List<SpecificRecord> rows) {
        return rows.stream()
                .filter(Alert.class::isInstance)
                .map(row -> Alert.newBuilder((Alert) row).setToldMs(0).build())
                .toList();
    }

    /** The log with each reading up to 85 s after its time, and each trace up to 60 s after its end. */
    private static FleetLog reordered(FleetLog log, Random random) {
        FleetLog other = new FleetLog();
        log.forEach(entry -> {
            boolean trace = entry.batch().getWindows() != null;
            boolean tick = entry.batch().getTick() != null;
            double time = tick
                    ? entry.second()
                    : seconds(
                            trace
                                    ? entry.batch().getWindows().getEndNs()
                                    : entry.batch().getSamples().get(0).getTimeNs());
            other.add(tick ? time : time + random.nextDouble() * (trace ? 60 : 85), entry.batch());
        });
        return other;
    }

    private static double seconds(long nanos) {
        return nanos / 1e9 - FleetLog.ZERO_S;
    }

    /** The rows of each trace, as texts. All must be FULL. */
    private static Map<String, String> full(List<SpecificRecord> rows) {
        assertThat(answers(rows).values()).containsOnly(TelemetryState.FULL);
        return telemetry(rows).stream()
                .collect(Collectors.groupingBy(
                        TraceTelemetry::getTraceId,
                        TreeMap::new,
                        Collectors.mapping(Object::toString, Collectors.joining("\n"))));
    }
}
