package io.tracemill.bench.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exporters that are made up answer as real ones do. */
class GeneratedFleetTest {

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    @Test
    void aSeedGivesTheSameAnswersAndAnotherSeedOthers() {
        FleetSize size = new FleetSize(3, 2, 40, INTERVAL);

        assertThat(answers(size, 7, 5)).isEqualTo(answers(size, 7, 5)).isNotEqualTo(answers(size, 8, 5));
    }

    @Test
    void anAnswerHasALinePerMetricAndDeviceUnderTheTypeOfTheMetric() {
        String answer = answers(new FleetSize(1, 2, 6, INTERVAL), 1, 1).get(0);

        assertThat(answer.lines()).hasSize(6 * (2 + 2));
        assertThat(answer.replaceAll("\\d", "9").replaceAll("GPU-[0-9a-f-]+", "GPU-x"))
                .startsWith("# HELP DCGM_FI_DEV_SM_CLOCK SM clock frequency (in MHz).\n"
                        + "# TYPE DCGM_FI_DEV_SM_CLOCK gauge\n"
                        + "DCGM_FI_DEV_SM_CLOCK{gpu=\"9\",UUID=\"GPU-x\",pci_bus_id=\"99999999:9B:99.9\","
                        + "device=\"nvidia9\",modelName=\"NVIDIA H999 99GB HBM9\",hostname=\"gpu-node-9999\","
                        + "DCGM_FI_DRIVER_VERSION=\"999.999.99\"} 9999\n")
                .containsPattern("\nDCGM_FI_DEV_POWER_USAGE\\{.*} 999\\.999999\n")
                .contains("# TYPE DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION counter\n");
    }

    @Test
    void countersOnlyGrowAndSharesAreShares() {
        List<String> answers = answers(new FleetSize(1, 1, 40, INTERVAL), 3, 200);

        double before = 0;
        for (String answer : answers) {
            assertThat(value(answer, "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION")).isGreaterThan(before);
            assertThat(value(answer, "DCGM_FI_PROF_SM_ACTIVE")).isBetween(0.0, 1.0);
            assertThat(value(answer, "DCGM_FI_DEV_POWER_USAGE")).isBetween(50.0, 700.0);
            assertThat(value(answer, "DCGM_FI_DEV_SM_CLOCK")).isBetween(1_000.0, 1_980.0);
            before = value(answer, "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION");
        }
        assertThat(answers).anyMatch(answer -> value(answer, "DCGM_FI_DEV_GPU_UTIL") < 10);
    }

    @Test
    void aSizeThatCannotBeIsRejected() {
        assertThatThrownBy(() -> new FleetSize(1, 8, 41, INTERVAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("metrics must be from 1 to 40 but was 41");
        assertThat(new FleetSize(1_000, 8, 40, INTERVAL).readingsPerSecond()).isBetween(21_333.0, 21_334.0);
    }

    private static double value(String answer, String metric) {
        String line = answer.lines()
                .filter(each -> each.startsWith(metric + '{'))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(line.substring(line.lastIndexOf(' ')));
    }

    private static List<String> answers(FleetSize size, long seed, int rounds) {
        GeneratedFleet fleet = new GeneratedFleet(size, seed);
        AnswerText text = new AnswerText();
        List<String> answers = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (int node = 0; node < size.nodes(); node++) {
                fleet.answer(node, text);
                answers.add(read(text));
            }
        }
        return answers;
    }

    private static String read(AnswerText text) {
        try {
            return new String(text.stream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
