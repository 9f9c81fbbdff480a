package io.tracemill.systemtests.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The increase of every counter is that of one clean series, however its samples came: doubled for two jobs, from two
 * collectors, of two exporters, of instances and partitions of a device, with resets and out of order.
 */
class CounterIncreasesTest {

    private static final long BEGIN_MILLIS = 1_796_021_049_000L;
    private static final int READINGS = 40;

    @TempDir
    Path dir;

    private final Random random = new Random(7);
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Double> expected = new TreeMap<>();

    /** A counter with two resets: its values, whose increase is expected under a key. */
    private long[] counter(String key, double factor) {
        long[] values = new long[READINGS];
        long sum = 0;
        long value = 1_000_000;
        for (int i = 0; i < READINGS; i++) {
            long more = random.nextInt(5000);
            boolean reset = i == 13 || i == 29;
            value = reset ? more : value + more;
            values[i] = value;
            sum += i == 0 ? 0 : more;
        }
        expected.put(key, sum * factor);
        return values;
    }

    private void samples(String series, long[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            lines.add(series + ' ' + values[i] + ' ' + (BEGIN_MILLIS + 15_000L * i));
        }
    }

    private void samples(String series, long[] values) {
        samples(series, values, 0, values.length);
    }

    private void doubledLinesOfTwoJobs() {
        long[] values = counter("dcgm-exporter n1 GPU-1 DCGM_FI_DEV_PCIE_REPLAY_COUNTER", 1);
        samples("DCGM_FI_DEV_PCIE_REPLAY_COUNTER{UUID=\"GPU-1\",hpc_job=\"17\"}", values);
        samples("DCGM_FI_DEV_PCIE_REPLAY_COUNTER{UUID=\"GPU-1\",hpc_job=\"18\"}", values);
    }

    private void aPodThatMoves() {
        long[] values = counter("dcgm-exporter n1 GPU-2 DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", 1e-3);
        samples("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{UUID=\"GPU-2\",pod=\"a\"}", values, 0, 20);
        samples("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{UUID=\"GPU-2\",pod=\"b\"}", values, 20, READINGS);
    }

    private void twoCollectorsOfOneExporter() {
        long[] values = counter("dcgm-exporter n1:9400 GPU-3 DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", 1e-3);
        for (String replica : List.of("a", "b")) {
            samples(
                    "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{UUID=\"GPU-3\",instance=\"n1:9400\",prometheus_replica=\""
                            + replica + "\"}",
                    values);
        }
    }

    private void twoExportersOfOneDevice() {
        for (String port : List.of("9500", "9501")) {
            samples(
                    "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{UUID=\"GPU-4\",instance=\"n1:" + port + "\"}",
                    counter("dcgm-exporter n1:" + port + " GPU-4 DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", 1e-3));
        }
    }

    private void instancesAndPartitions() {
        for (String instance : List.of("7", "8")) {
            samples(
                    "DCGM_FI_DEV_PCIE_REPLAY_COUNTER{UUID=\"GPU-5\",GPU_I_ID=\"" + instance + "\"}",
                    counter("dcgm-exporter n1 GPU-5/" + instance + " DCGM_FI_DEV_PCIE_REPLAY_COUNTER", 1));
        }
        samples(
                "gpu_energy_consumed{serial_number=\"S1\",gpu_id=\"0\",gpu_partition_id=\"0\"}",
                counter("amd-device-metrics-exporter n1 S1 gpu_energy_consumed", 1e-6));
    }

    private void labelsThatTellSeriesApart() {
        for (String mode : List.of("idle", "user")) {
            samples(
                    "node_cpu_seconds_total{cpu=\"0\",mode=\"" + mode + "\"}",
                    counter("node_exporter n1 - node_cpu_seconds_total {\"cpu\":\"0\",\"mode\":\"" + mode + "\"}", 1));
        }
    }

    @Test
    void theIncreaseIsThatOfACleanSeries() throws IOException {
        doubledLinesOfTwoJobs();
        aPodThatMoves();
        twoCollectorsOfOneExporter();
        twoExportersOfOneDevice();
        instancesAndPartitions();
        labelsThatTellSeriesApart();
        Collections.shuffle(lines, random);
        int half = lines.size() / 2;
        write("first.prom", lines.subList(0, half + 100));
        write("second.prom", lines.subList(half - 100, lines.size())); // some come again

        analyze("first.prom");
        analyze("second.prom");

        Map<String, Double> increases = new TreeMap<>();
        for (JsonNode row : rows("""
                select concat_ws(' ', source, coalesce(device, '-'), metric, series_labels) as key,
                  sum(increase) as increase
                from telemetry_increases where node = 'n1' group by all""")) {
            increases.put(row.path("key").asText(), row.path("increase").asDouble());
        }
        assertThat(increases.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, sum) -> assertThat(increases.get(key)).as(key).isCloseTo(sum, withPercentage(1e-9)));
        assertThat(rows("select count(*) as resets from telemetry_increases where is_reset")
                        .path(0)
                        .path("resets")
                        .asInt())
                .isEqualTo(2 * expected.size());
    }

    private void write(String name, List<String> samples) throws IOException {
        Files.writeString(
                dir.resolve(name), "# TYPE gpu_energy_consumed counter\n" + String.join("\n", samples) + "\n");
    }

    private void analyze(String name) {
        CommandLineRun run = CommandLineRun.of(
                "analyze",
                dir.resolve(name).toString(),
                "--node",
                "n1",
                "--out",
                dir.resolve("archive").toString());
        assertThat(run.code()).as(run.err()).isZero();
    }

    private JsonNode rows(String sql) throws IOException {
        CommandLineRun run =
                CommandLineRun.of("query", "--data", dir.resolve("archive").toString(), "--format", "json", sql);
        assertThat(run.err()).isEmpty();
        return new ObjectMapper().readTree(run.out());
    }
}
