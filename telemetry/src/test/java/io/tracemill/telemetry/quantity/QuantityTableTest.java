package io.tracemill.telemetry.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.ReadingKind;
import io.tracemill.telemetry.sample.RawSeries;
import io.tracemill.telemetry.sample.SampleKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTableTest {

    private final QuantityTable own = QuantityTable.own();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "DCGM_FI_DEV_SM_CLOCK, dcgm-exporter, hw.gpu.clock, 1e6",
        "DCGM_FI_DEV_FB_USED, dcgm-exporter, hw.gpu.memory.usage, 1048576",
        "npu_chip_info_power, npu-exporter, hw.power, 1",
        "gpu_package_power, amd-device-metrics-exporter, hw.power, 1",
        "amd_gpu_package_power, amd-device-metrics-exporter, hw.power, 1",
        "nvidia_smi_clocks_current_sm, nvidia-smi, hw.gpu.clock, 1e6",
        "pcie_tx_bytes, dynolog, hw.gpu.pcie.transmit, 1",
        "pcie_replay_count, amd-device-metrics-exporter, hw.errors.replay, 1",
        "node_timex_offset_seconds, node_exporter, system.clock.offset, 1",
        "XPU_TIMER_MM_KERNEL_AVG_LATENCY, xpu_timer, kernel.time.mean, 1e-6",
        "nccl_bus_bandwidth_gbs, nccl-inspector, collective.bus_bandwidth, 1e9",
        "system.network.errors, opentelemetry, system.network.errors, 1",
        "system.memory.limit, opentelemetry, system.memory.limit, 1",
        "system.cpu.load_average.1m, opentelemetry, system.cpu.load_average.1m, 1",
        "service.requests.waiting, unknown, service.requests.waiting, 1",
        "vllm:time_to_first_token_seconds_bucket, vllm, service.first_token.time.bucket, 1",
    })
    void aMetricHasAQuantityAndAFactor(String metric, String exporter, String quantity, double factor) {
        RawSeries series = RawSeries.of(metric, Map.of(), SampleKind.GAUGE);
        MetricRule rule = own.rule(own.exporterOf(metric), series);

        assertThat(own.exporterOf(metric).name()).isEqualTo(exporter);
        assertThat(Objects.requireNonNull(rule).quantity().name()).isEqualTo(quantity);
        assertThat(rule.factor()).isEqualTo(factor);
    }

    @Test
    void aLabelMayDecideOverTheQuantity() {
        assertThat(clock("system")).isEqualTo("hw.gpu.clock");
        assertThat(clock("memory")).isEqualTo("hw.gpu.memory.clock");
        assertThat(clock("video")).isEqualTo("none");
    }

    @Test
    void metricsOfHostsHaveAQuantityForEachDirectionAndForMemoryInUse() {
        assertThat(quantity("system.network.io", "direction", "receive")).isEqualTo("system.network.received");
        assertThat(quantity("system.network.io", "network.io.direction", "transmit"))
                .isEqualTo("system.network.transmitted");
        assertThat(quantity("system.disk.io", "direction", "write")).isEqualTo("system.disk.written");
        assertThat(quantity("system.memory.usage", "state", "used")).isEqualTo("system.memory.usage");
        assertThat(quantity("system.memory.usage", "state", "cached")).isEqualTo("none");
    }

    private String clock(String type) {
        return quantity("gpu_clock", "clock_type", type);
    }

    private String quantity(String metric, String label, String value) {
        RawSeries series = RawSeries.of(metric, Map.of(label, value), SampleKind.GAUGE);
        MetricRule rule = own.rule(own.exporterOf(metric), series);
        return rule == null ? "none" : rule.quantity().name();
    }

    @Test
    void aFileAddsToTheTableAndComesBeforeIt() throws IOException {
        QuantityTable table = extended("""
                {
                  "quantities": [{"name": "fan.speed", "unit": "1", "kind": "gauge", "meaning": "Speed of a fan."}],
                  "exporters": [{
                    "exporter": "fans", "told_by": ["DCGM_FAN_", "fan_"], "device": ["id"], "identity": ["fan"],
                    "metrics": [{"metric": "fan_pct", "quantity": "fan.speed", "factor": 0.01}]}]
                }
                """);

        assertThat(table.exporterOf("fan_pct").name()).isEqualTo("fans");
        assertThat(table.exporterOf("DCGM_FAN_X").name()).isEqualTo("fans");
        assertThat(table.exporterOf("DCGM_FI_DEV_GPU_TEMP").name()).isEqualTo("dcgm-exporter");
        assertThat(table.quantities())
                .contains(new Quantity("fan.speed", "1", ReadingKind.GAUGE, "Speed of a fan."))
                .hasSize(own.quantities().size() + 1);
        assertThat(table.exporterOf("other").name()).isEqualTo("unknown");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"colour\": 1} | : unknown key \"colour\"; known are carried, exporters, node, quantities",
                "[] | : expected an object",
                "{\"quantities\": {}} | : \"quantities\" must be a list",
                "{\"quantities\": [{\"name\": \"\"}]} | : quantity 1: \"kind\" must be a text that is not empty",
                "{\"quantities\": [{\"kind\": \"sum\"}]} | : quantity 1: \"kind\" must be gauge or counter",
                "{\"exporters\": [{\"exporter\": \"e\"}]} | : exporter e: \"told_by\" or \"metrics\" must say what its metrics are",
                "{\"exporters\": [{\"exporter\": \"e\", \"told_by\": [\"e_\"], \"metrics\": [{\"metric\": \"e_a\","
                        + " \"quantity\": \"q\"}]}]} | : exporter e: no quantity is named q",
                "{\"exporters\": [{\"exporter\": \"e\", \"told_by\": [\"e_\"], \"metrics\": [{\"metric\": \"e_a\","
                        + " \"quantity\": \"hw.power\", \"factor\": 0}]}]} | : exporter e: \"factor\" must be above 0",
                "{\"exporters\": [{\"exporter\": \"e\", \"told_by\": [\"e_\"], \"blanks\": [[2, 1]]}]}"
                        + " | : exporter e: \"blanks\" must be a list of pairs of numbers",
                "{} {} | : line 1: nothing may follow the table",
            })
    void aFileThatIsNoTableIsRefusedWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> extended(text))
                .isInstanceOf(QuantityTableException.class)
                .hasMessage(directory.resolve("q.json") + message);
    }

    private QuantityTable extended(String text) throws IOException {
        Path file = directory.resolve("q.json");
        Files.writeString(file, text);
        return own.extendedBy(file);
    }
}
