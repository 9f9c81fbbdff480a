package io.tracemill.systemtests.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tracemill.systemtests.receive.TopicReadings.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the exporters of OpenTelemetry's library for JavaScript send to a door. */
class OtlpExporterTest {

    private static final Path SOURCES = Path.of("src/test/otlp");
    private static final String UNREACHABLE = "(?s).*(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET).*";

    @TempDir
    private Path dir;

    @Test
    void everyMetricOfBothFormsIsInTheTopic() throws Exception {
        try (DoorProcess door = new DoorProcess(dir)) {
            assumeTrue(
                    run(door, "node", "--version").matches("v(2[0-9]|[3-9][0-9])\\..*\\s*"),
                    "there is no Node 20 or newer");
            for (String file : List.of("package.json", "package-lock.json", "push.mjs")) {
                Files.copy(SOURCES.resolve(file), dir.resolve(file));
            }
            String installed = run(door, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            assumeTrue(!installed.isEmpty(), "there is no npm");
            assumeTrue(!installed.matches(UNREACHABLE), "npm's registry does not answer");
            assertThat(installed).contains("added ");

            for (String form : List.of("proto", "http")) {
                assertThat(run(door, "node", "push.mjs", form, door.url() + "/v1/metrics"))
                        .isEmpty();
                assertThat(values(door, form + "-node")).isEqualTo(expected(form + "-node"));
            }
            assertThat(door.metrics())
                    .containsEntry(
                            "tracemill_receive_metric_requests_total{outcome=\"published\",protocol=\"otlp\"}", 4.0)
                    .containsEntry("tracemill_receive_samples_read_total", 32.0)
                    .containsEntry("tracemill_receive_readings_published_total", 32.0);
        }
    }

    /** The values of each series, in the order in which they came. */
    private static Map<String, List<Double>> values(DoorProcess door, String node) {
        return door.readings().all().stream()
                .filter(reading -> reading.series().startsWith(node + ' '))
                .collect(Collectors.groupingBy(
                        reading -> reading.series().replaceAll(",?\"service.name\":\"trainer\"", ""),
                        Collectors.mapping(Reading::value, Collectors.toList())));
    }

    private static Map<String, List<Double>> expected(String node) {
        String unknown = node + " [unknown " + node + "] - ";
        return Map.of(
                unknown + "tokens - COUNTER {\"rank\":\"0\"} -",
                List.of(12.0, 112.0),
                unknown + "waiting - GAUGE {} -",
                List.of(-3.0, -3.0),
                node + " [opentelemetry " + node + "] GPU-1 hw.temperature hw.temperature GAUGE {} -",
                List.of(42.5, 42.5),
                unknown + "step.time_bucket - COUNTER {\"le\":\"10\"} -",
                List.of(1.0, 1.0),
                unknown + "step.time_bucket - COUNTER {\"le\":\"100\"} -",
                List.of(2.0, 2.0),
                unknown + "step.time_bucket - COUNTER {\"le\":\"+Inf\"} -",
                List.of(3.0, 3.0),
                unknown + "step.time_sum - COUNTER {} -",
                List.of(731.0, 731.0),
                unknown + "step.time_count - COUNTER {} -",
                List.of(3.0, 3.0));
    }

    /** Runs a command to its end and returns what it printed; empty if there is no such command. */
    private String run(DoorProcess door, String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile(dir, "output", ".log");
        try {
            Process process = door.processes().start(dir, log, List.of(command));
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return Files.readString(log);
        } catch (IOException e) {
            return "";
        }
    }
}
