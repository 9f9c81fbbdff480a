package io.tracemill.bench.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.bench.simulate.SimulationConfig.WantedFault;
import io.tracemill.bench.simulate.fault.FaultKind;
import io.tracemill.bench.simulate.plan.FleetShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a simulated run follow from its seed, and say the same in all of them. */
class FleetSimulationTest {

    private static final FleetShape SMALL = new FleetShape(8, 4, 1, 3, 4);

    @TempDir
    Path dir;

    @Test
    void aSeedGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
        Map<String, String> files = write("a", 7, FaultKind.THERMAL_THROTTLING);

        assertThat(write("b", 7, FaultKind.THERMAL_THROTTLING)).isEqualTo(files);
        assertThat(write("c", 8, FaultKind.THERMAL_THROTTLING).get("truth.json"))
                .isNotEqualTo(files.get("truth.json"));
    }

    @Test
    void thereIsATraceForEachRankAndAFileForEachExporter() throws IOException {
        Map<String, String> files = write("run", 1);

        assertThat(files.keySet())
                .filteredOn(name -> name.startsWith("traces/run/"))
                .hasSize(8);
        assertThat(files.keySet())
                .filteredOn(name -> name.startsWith("telemetry/"))
                .hasSize(2 * 2 + 1)
                .allMatch(name -> name.matches("telemetry/[a-z]+-\\d+-(dcgm|node|vllm)\\.prom\\.gz"));
    }

    @Test
    void theTruthNamesTheTraceAndTheDeviceOfEachRank() throws IOException {
        Map<String, String> files = write("run", 1, FaultKind.SLOW_HOST);

        JsonNode truth = new ObjectMapper().readTree(files.get("truth.json"));
        assertThat(truth.path("placements")).hasSize(8);
        for (JsonNode place : truth.path("placements")) {
            JsonNode trace =
                    new ObjectMapper().readTree(files.get(place.path("trace").asText()));
            assertThat(trace.path("distributedInfo").path("rank")).isEqualTo(place.path("rank"));
            assertThat(trace.path("deviceProperties")).hasSize(4);
            String telemetry = files.get("telemetry/" + place.path("node").asText() + "-dcgm.prom.gz");
            assertThat(telemetry)
                    .contains("gpu=\"" + place.path("device").asText() + "\",UUID=\""
                            + place.path("uuid").asText() + '"');
        }
        JsonNode fault = truth.path("faults").path(0);
        assertThat(fault.path("kind").asText()).isEqualTo("SLOW_HOST");
        assertThat(fault.path("cost_pct").asDouble()).isBetween(1.0, 40.0);
        assertThat(fault.path("from_ns").asLong())
                .isLessThan(truth.path("record_from_ns").asLong());
    }

    @Test
    void aNeighbourHasTracesOfItsOwnOnTheSameNode() throws IOException {
        Map<String, String> files = write("run", 3, FaultKind.NEIGHBOUR);

        JsonNode fault = new ObjectMapper()
                .readTree(files.get("truth.json"))
                .path("faults")
                .path(0);
        assertThat(files.keySet())
                .filteredOn(name -> name.startsWith("traces/run-neighbour/"))
                .hasSize(2)
                .allMatch(
                        name -> name.contains('/' + fault.path("nodes").path(0).asText() + '_'));
    }

    @Test
    void withoutTelemetryThereIsNone() throws IOException {
        new FleetSimulation(new SimulationConfig("run", SMALL, 1, List.of(), false))
                .write(dir, (files, done, all) -> {});

        assertThat(dir.resolve("telemetry")).doesNotExist();
        assertThat(dir.resolve("truth.json")).exists();
    }

    @Test
    void aDirectoryWithFilesIsLeftAlone() throws IOException {
        Files.writeString(dir.resolve("kept"), "");

        FleetSimulation simulation = new FleetSimulation(new SimulationConfig("run", SMALL, 1, List.of(), false));
        assertThatThrownBy(() -> simulation.write(dir, (files, done, all) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(dir + ": must be a new or an empty directory");
    }

    @Test
    void aRunThatIsTooSmallForAFaultIsRefused() {
        List<WantedFault> faults = List.of(new WantedFault(FaultKind.IMBALANCED_STAGES, OptionalDouble.empty()));

        assertThatThrownBy(() -> new FleetSimulation(new SimulationConfig("run", SMALL, 1, faults, true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("imbalanced-stages needs at least 2 stages: pass --stages");
    }

    /** The files by their names, unpacked. */
    private Map<String, String> write(String name, long seed, FaultKind... kinds) throws IOException {
        List<WantedFault> faults = Stream.of(kinds)
                .map(kind -> new WantedFault(kind, OptionalDouble.empty()))
                .toList();
        Path out = dir.resolve(name);
        new FleetSimulation(new SimulationConfig("run", SMALL, seed, faults, true))
                .write(out, (files, done, all) -> {});
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(out)) {
            all.filter(Files::isRegularFile)
                    .forEach(file -> files.put(out.relativize(file).toString(), text(file)));
        }
        return files;
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            InputStream unpacked = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
            return new String(unpacked.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
