package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.DeviceWindow;
import io.tracemill.schemas.Diagnosis;
import io.tracemill.schemas.Evidence;
import io.tracemill.schemas.NodeLog;
import io.tracemill.schemas.ReadingKind;
import io.tracemill.schemas.RunComparison;
import io.tracemill.schemas.RunFacts;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.SlowRankKind;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TelemetryDevice;
import io.tracemill.schemas.TelemetrySample;
import io.tracemill.schemas.TelemetryState;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceFact;
import io.tracemill.schemas.TraceTelemetry;
import io.tracemill.schemas.TraceWindows;
import io.tracemill.schemas.WindowDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FleetTopologyTest {

    private static final Path GOLDEN = Path.of("../docs/fleet-topology.txt");
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 1, (short) 1);
    private static final long START_MS = 1_764_000_000_000L;
    private static final AvroSerde<TelemetryBatch> BATCHES = AvroSerde.of(TelemetryBatch.class);
    private static final AvroSerde<RunFacts> FACTS = AvroSerde.of(RunFacts.class);

    private final FleetTopology topology = new FleetTopology(TOPICS);
    private TopologyTestDriver driver = TestDrivers.of(topology);

    @AfterEach
    void close() {
        driver.close();
    }

    private TestInputTopic<String, byte[]> input(Topic topic) {
        return driver.createInputTopic(
                TOPICS.name(topic), new StringSerializer(), new ByteArraySerializer(), Instant.EPOCH, Duration.ZERO);
    }

    private <T extends SpecificRecord> List<T> read(Topic topic, Class<T> type) {
        return driver.createOutputTopic(
                        TOPICS.name(topic),
                        new StringDeserializer(),
                        (name, value) -> AvroSerde.of(type).decode(value))
                .readValuesToList();
    }

    /** Readings of a quantity of eight devices, of which one differs, every 15 s for five minutes. */
    private void readings(String quantity, ReadingKind kind, double usual, double ofRank3) {
        TestInputTopic<String, byte[]> telemetry = input(Topic.FLEET_TELEMETRY);
        for (int second = 0; second <= 300; second += 15) {
            List<String> strings = new ArrayList<>(List.of("m", quantity));
            List<TelemetrySample> samples = new ArrayList<>();
            List<TelemetryDevice> devices = new ArrayList<>();
            for (int device = 0; device < 8; device++) {
                strings.add("GPU-" + device);
                devices.add(new TelemetryDevice(2 + device, device, 2 + device, null));
                double value = device == 3 ? ofRank3 : usual;
                samples.add(TelemetrySample.newBuilder()
                        .setMetric(0)
                        .setQuantity(1)
                        .setDevice(2 + device)
                        .setTimeNs((START_MS + second * 1_000L) * 1_000_000)
                        .setValue(kind == ReadingKind.COUNTER ? value * second : value)
                        .setKind(kind)
                        .build());
            }
            TelemetryBatch batch = TelemetryBatch.newBuilder()
                    .setNode("n1")
                    .setSource("dcgm-exporter n1:9400")
                    .setStrings(strings)
                    .setSamples(samples)
                    .setDevices(devices)
                    .build();
            telemetry.pipeInput("n1", BATCHES.encode(batch), START_MS + second * 1_000L);
        }
    }

    private void trace(int rank) {
        long start = (START_MS + 100_000) * 1_000_000;
        long duration = 60_000_000_000L;
        WindowDevice device = WindowDevice.newBuilder()
                .setDevice(Integer.toString(rank))
                .setDeviceName("H100")
                .setUuid("GPU-" + rank)
                .setWindows(List.of(new DeviceWindow(null, start, duration, 0L, null)))
                .build();
        TelemetryBatch windows = NodeLog.windows(
                "n1",
                TraceWindows.newBuilder()
                        .setTraceId("trace-" + rank)
                        .setRun("run")
                        .setDate("2025-11-24")
                        .setRank(rank)
                        .setStartNs(start)
                        .setEndNs(start + duration)
                        .setDated(true)
                        .setDevices(List.of(device))
                        .setFacts(List.of(new TraceFact("trace.idle", 0.1)))
                        .build());
        input(Topic.FLEET_TELEMETRY).pipeInput("n1", BATCHES.encode(windows), START_MS + 301_000);
    }

    private static RunFacts comparison(SlowRankKind kind, Integer... ranks) {
        SlowRankFinding finding = SlowRankFinding.newBuilder()
                .setRun("run")
                .setDate("2025-11-24")
                .setKind(kind)
                .setRanks(List.of(ranks))
                .setStageRanks(List.of())
                .setGroups(List.of())
                .setCostPct(30)
                .setHits(50)
                .setSteps(50)
                .setConfidence(Confidence.HIGH)
                .setMinor(false)
                .setTransient$(false)
                .setFinal$(true)
                .setGuessed(false)
                .setRanksCompared(8)
                .setFinalMs(START_MS)
                .build();
        return RunFacts.newBuilder()
                .setRun("run")
                .setDate("2025-11-24")
                .setComparison(RunComparison.newBuilder()
                        .setFinalMs(START_MS)
                        .setComplete(true)
                        .setTraces(IntStream.range(0, 8)
                                .mapToObj(rank -> "trace-" + rank)
                                .toList())
                        .setFindings(List.of(finding))
                        .build())
                .build();
    }

    private void hotRank() {
        readings("hw.gpu.clock", ReadingKind.GAUGE, 1_755e6, 1_110e6);
        readings("hw.temperature", ReadingKind.GAUGE, 70, 91);
        readings("hw.gpu.throttled.thermal", ReadingKind.COUNTER, 0, 0.8);
    }

    @Test
    void describesItselfAsInTheDocumentation() throws IOException {
        String description = topology.build().describe().toString();
        if ("write".equals(System.getProperty("tracemill.golden"))) {
            Files.writeString(GOLDEN, description);
        }
        assertThat(description).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void aThrottledRankIsSlowForThatReason() {
        hotRank();
        IntStream.range(0, 8).forEach(this::trace);
        assertThat(read(Topic.DIAGNOSES, Diagnosis.class)).isEmpty();
        input(Topic.RUN_FACTS).pipeInput("run", FACTS.encode(comparison(SlowRankKind.SLOW_COMPUTE, 3)));

        List<Diagnosis> diagnoses = read(Topic.DIAGNOSES, Diagnosis.class);

        assertThat(diagnoses.get(0).getCause()).isEqualTo("THERMAL_THROTTLING");
        assertThat(diagnoses.get(0).getRanks()).containsExactly(3);
        assertThat(diagnoses.get(0).getNodes()).containsExactly("n1");
        assertThat(diagnoses.get(0).getSummary()).startsWith("rank 3 is too hot");
        assertThat(diagnoses.get(0).getEvidenceValues())
                .filteredOn(evidence -> evidence.getQuantity().equals("hw.gpu.clock"))
                .extracting(Evidence::getValue, Evidence::getPeersValue)
                .containsExactly(tuple(1_110e6, 1_755e6));
        assertThat(read(Topic.TRACE_TELEMETRY, TraceTelemetry.class))
                .allMatch(row -> row.getState() == TelemetryState.FULL)
                .extracting(TraceTelemetry::getTraceId)
                .contains("trace-0", "trace-7");
        assertThat(topology.counts().diagnoses()).isEqualTo(1);
    }

    @Test
    void theComparisonMayComeBeforeTheTelemetry() {
        input(Topic.RUN_FACTS).pipeInput("run", FACTS.encode(comparison(SlowRankKind.SLOW_COMPUTE, 3)), START_MS);
        hotRank();
        IntStream.range(0, 8).forEach(this::trace);

        assertThat(read(Topic.DIAGNOSES, Diagnosis.class))
                .first()
                .extracting(Diagnosis::getCause)
                .isEqualTo("THERMAL_THROTTLING");
    }

    @Test
    void aRunWithoutTelemetryIsDiagnosedWhenNoMoreIsKnown() {
        TestInputTopic<String, byte[]> facts = input(Topic.RUN_FACTS);
        facts.pipeInput("run", FACTS.encode(comparison(SlowRankKind.SLOW_COMPUTE, 3)), START_MS);
        byte[] end = FACTS.encode(
                RunFacts.newBuilder().setRun("run").setDate("2025-11-24").build());
        facts.pipeInput("run", end, START_MS);
        facts.pipeInput("run", end, START_MS);

        assertThat(read(Topic.DIAGNOSES, Diagnosis.class))
                .extracting(Diagnosis::getCause)
                .containsExactly("UNKNOWN");
    }

    @Test
    void aRunWaitsHalfAnHourForTheTelemetryOfItsTraces() {
        TestInputTopic<String, byte[]> facts = input(Topic.RUN_FACTS);
        RunFacts other = RunFacts.newBuilder(comparison(SlowRankKind.NONE))
                .setRun("other")
                .build();
        facts.pipeInput("run", FACTS.encode(comparison(SlowRankKind.SLOW_COMPUTE, 3)), START_MS);
        facts.pipeInput("other", FACTS.encode(other), START_MS + 29 * 60_000);
        assertThat(read(Topic.DIAGNOSES, Diagnosis.class)).isEmpty();

        facts.pipeInput("other", FACTS.encode(other), START_MS + 31 * 60_000);

        assertThat(read(Topic.DIAGNOSES, Diagnosis.class))
                .extracting(Diagnosis::getRun)
                .containsExactly("run");
    }

    @Property(tries = 10)
    void theOrderOfTheFactsChangesNothing(@ForAll long seed) {
        restart();
        hotRank();
        IntStream.range(0, 8).forEach(this::trace);
        List<RunFacts> facts = new ArrayList<>(read(Topic.RUN_FACTS, RunFacts.class));
        facts.add(comparison(SlowRankKind.SLOW_COMPUTE, 3));
        Collections.shuffle(facts, new Random(seed));
        restart();
        facts.forEach(fact -> input(Topic.RUN_FACTS).pipeInput("run", FACTS.encode(fact), START_MS));

        List<Diagnosis> diagnoses = read(Topic.DIAGNOSES, Diagnosis.class);

        assertThat(diagnoses).extracting(Diagnosis::getCause).startsWith("THERMAL_THROTTLING");
        assertThat(diagnoses.get(0).getEvidenceValues()).isNotEmpty();
    }

    private void restart() {
        driver.close();
        driver = TestDrivers.of(new FleetTopology(TOPICS));
    }
}
