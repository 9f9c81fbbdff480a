package io.tracemill.telemetry.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.telemetry.sample.Recorded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scrapes of real exporters are read whole. */
@EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
class ScrapesTest {

    @ParameterizedTest
    @CsvSource({
        "../telemetry/dcgm-gb200.prom, 76, 0",
        "../telemetry/node-exporter-gb200.prom, 1739, 0",
        "../telemetry/npu-exporter-910.prom, 130, 128",
        "../telemetry/amd-device-metrics.prom, 5, 0",
        "xpu_timer/metrics.txt, 177, 0",
    })
    void everyLineGivesASample(String file, int samples, int withTime) throws IOException {
        Recorded read = new Recorded();
        try (InputStream in =
                Files.newInputStream(Path.of(System.getenv("TRACEMILL_CORPUS")).resolve(file))) {
            new TextReader(TextFormat.PROMETHEUS).read(in, read);
        }

        assertThat(read.refused).isEmpty();
        assertThat(read.samples).hasSize(samples);
        assertThat(read.samples.stream().filter(s -> s.timeNanos() != Recorded.NO_TIME))
                .hasSize(withTime);
        assertThat(read.samples.stream().map(Recorded.Sample::series)).doesNotHaveDuplicates();
    }
}
