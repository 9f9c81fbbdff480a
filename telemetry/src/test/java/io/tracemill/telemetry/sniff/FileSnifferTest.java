package io.tracemill.telemetry.sniff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A trace, a log or a table is never taken for telemetry, nor telemetry for one of them. */
class FileSnifferTest {

    private static final Map<String, MessageShape> TELEMETRY = Map.of(
            "{\"resourceMetrics\": [{\"resource\": ", MessageShape.OTLP_JSON,
            "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[", MessageShape.QUERY_RANGE,
            "{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"late\"}", MessageShape.QUERY_RANGE,
            "# HELP up Whether.\n# TYPE up gauge\nup 1\n", MessageShape.PROMETHEUS_TEXT,
            "a{b=\"c d=e\"} 4.5e+14 1723621883587\n", MessageShape.PROMETHEUS_TEXT,
            "timestamp, index, utilization.gpu [%]\n2026", MessageShape.NVIDIA_SMI_CSV,
            "timestamp, uuid, pstate\n2026", MessageShape.NVIDIA_SMI_CSV);

    private static final List<String> OTHERS = List.of(
            "",
            "{\"traceEvents\": [",
            "{\"status\": \"done\", \"kind\": 1, \"labels\": {}, \"fields\": [], \"traceEvents\": [",
            "{\"status\": \"success\", \"data\": {\"rows\": []}}",
            "{\"metric\": {\"name\": \"a\"}}",
            "[{\"ph\": \"X\"}]",
            "Epoch 1\nstep 5 loss 0.3\n",
            "step 7\n",
            "# HELP wanted\nnothing here\n",
            "timestamp,step,loss\n1,2,3\n",
            "cpu,host=a usage=1 1700000000000000000\n",
            "Device_id,OP Type,Core Type\n",
            "\u0000\u0001");

    @Test
    void aFormatIsProvenByTheStartOfTheFile() {
        TELEMETRY.forEach((text, shape) ->
                assertThat(FileSniffer.shape(text.getBytes(UTF_8))).as(text).contains(shape));
    }

    @Test
    void whatMayBeSomethingElseIsNoTelemetry() {
        OTHERS.forEach(text ->
                assertThat(FileSniffer.shape(text.getBytes(UTF_8))).as(text).isEmpty());
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void ofTheRecordedFilesOnlyScrapesAreTelemetry() throws IOException {
        Path corpus = Path.of(System.getenv("TRACEMILL_CORPUS"));
        try (Stream<Path> traces = Files.walk(corpus);
                Stream<Path> scrapes = Files.walk(corpus.resolveSibling("telemetry"))) {
            for (Path file :
                    Stream.concat(traces, scrapes).filter(Files::isRegularFile).toList()) {
                boolean scrape = file.toString().endsWith(".prom")
                        || file.getFileName().toString().equals("metrics.txt");
                assertThat(FileSniffer.shape(head(file)).isPresent())
                        .as("%s", file)
                        .isEqualTo(scrape);
            }
        }
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                InputStream bytes = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return bytes.readNBytes(1 << 16);
        }
    }
}
