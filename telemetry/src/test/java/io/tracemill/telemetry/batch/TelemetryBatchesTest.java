package io.tracemill.telemetry.batch;

import static io.tracemill.telemetry.batch.Batches.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.telemetry.series.SeriesLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelemetryBatchesTest {

    @Property(tries = 50)
    void batchesAreBelowTheirLimitAndLoseNothing(
            @ForAll @IntRange(min = 1, max = 500) int series, @ForAll @IntRange(min = 1, max = 60) int labelLength) {
        int mostBytes = 2_000;
        Batches batches = new Batches(SeriesLimits.USUAL, mostBytes);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < series; i++) {
            text.append("m%d{a=\"%s%d\"} %d\n".formatted(i % 7, "\u4e2d".repeat(labelLength), i, i));
        }
        batches.scrape("n1:9100", NOW, text.toString());

        assertThat(batches.rows()).hasSize(series).doesNotHaveDuplicates();
        assertThat(batches.published)
                .allMatch(batch -> AvroSerde.of(TelemetryBatch.class).encode(batch).length <= mostBytes);
    }

    /** The archive has a directory for each day. */
    @Test
    void readingsOfTwoDaysAreTwoBatches() {
        Batches batches = new Batches();
        batches.scrape("n1:9100", NOW, "a 1 1700006399999\na 2 1700006400000\na 3 1700006400001\n");

        assertThat(batches.rows()).hasSize(3);
        assertThat(batches.published)
                .extracting(batch -> batch.getSamples().size())
                .containsExactly(1, 2);
    }

    @Test
    void totalsThatDoNotAddUpCannotBeMade() {
        assertThatThrownBy(() -> new ReadingTotals(3, 1, Map.of(), 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("read must be published + refused + duplicates but was 3 and 1 + {} + 1");
    }

    @ParameterizedTest
    @CsvSource({
        "../telemetry/dcgm-gb200.prom, gpu-node-073, 76, 64",
        "../telemetry/node-exporter-gb200.prom, n1, 1739, 1188",
        "../telemetry/npu-exporter-910.prom, n1, 130, 96",
        "../telemetry/amd-device-metrics.prom, n1, 5, 4",
        "xpu_timer/metrics.txt, n1, 177, 138",
    })
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void everySampleOfARealScrapeIsAReading(String file, String node, int readings, int withQuantity)
            throws IOException {
        Batches batches = new Batches();
        batches.scrape(
                "n1:9400",
                NOW,
                Files.readString(Path.of(System.getenv("TRACEMILL_CORPUS")).resolve(file)));

        assertThat(batches.rows()).hasSize(readings);
        assertThat(batches.published).extracting(TelemetryBatch::getNode).contains(node);
        assertThat(batches.published.stream()
                        .flatMap(batch -> batch.getSamples().stream())
                        .filter(sample -> sample.getQuantity() != null))
                .hasSize(withQuantity);
        assertThat(batches.batches.totals()).isEqualTo(new ReadingTotals(readings, readings, Map.of(), 0, 0));
    }
}
