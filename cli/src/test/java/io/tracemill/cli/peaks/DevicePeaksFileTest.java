package io.tracemill.cli.peaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.ComputeUnit;
import io.tracemill.streams.roof.DevicePeaks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevicePeaksFileTest {

    @TempDir
    private Path dir;

    private Path file(String json) throws IOException {
        return Files.writeString(dir.resolve("peaks.json"), json);
    }

    @Test
    void everyModelThatIsKnownHasPeaksAndASource() {
        List<DeviceModel> models = DevicePeaksFile.builtIn();
        assertThat(models).isNotEmpty().allMatch(model -> !model.source().isEmpty());
        assertThat(DevicePeaksFile.peaks(null))
                .hasSameSizeAs(models)
                .allMatch(peaks -> !peaks.names().isEmpty())
                .allMatch(peaks -> peaks.flopsPerSecond().containsKey(ComputeUnit.VECTOR_FP32));
    }

    @Test
    void theModelsOfAFileComeFirst() throws IOException {
        Path file = file("{\"name\": \"MI300X\", \"mem_bw_gbps\": 5300, \"memory_gb\": 192, \"more\": [1],"
                + " \"max_achievable_tflops\": {\"matrix_bf16\": 708, \"matrix_tf32\": 300.5}}");
        List<DevicePeaks> peaks = DevicePeaksFile.peaks(file);
        assertThat(peaks).hasSize(DevicePeaksFile.builtIn().size() + 1);
        assertThat(peaks.get(0).names()).containsExactly("mi300x");
        assertThat(peaks.get(0).bytesPerSecond()).isEqualTo(5.3e12);
        assertThat(peaks.get(0).flopsPerSecond()).containsExactlyEntriesOf(Map.of(ComputeUnit.MATRIX_BF16, 708e12));
        assertThat(peaks.get(0).tf32FlopsPerSecond()).isEqualTo(300.5e12);
        assertThat(peaks.get(0).memory()).isEqualTo(new DevicePeaks.Range(144L << 30, 240L << 30));
    }

    @Test
    void aListOfModelsIsReadTooAndOneWithoutANameFitsAllDevices() throws IOException {
        String model = "{\"mem_bw_gbps\": 1, \"max_achievable_tflops\": {\"vector_fp32\": 2}}";
        List<DevicePeaks> peaks = DevicePeaksFile.peaks(file("[" + model + "," + model + "]"));
        assertThat(peaks).hasSize(DevicePeaksFile.builtIn().size() + 2);
        assertThat(peaks.get(0).names()).isEmpty();
    }

    @Test
    void aBadFileSaysWhatIsWrong() {
        assertFails("{", "peaks.json: line 1: must be JSON: ");
        assertFails("7", "peaks.json: must be a JSON object per model of devices, or a list of them");
        assertFails("{\"name\": \"x\"}", "peaks.json: model [x] must have mem_bw_gbps and max_achievable_tflops");
        assertFails("{\"mem_bw_gbps\": \"fast\"}", "peaks.json: mem_bw_gbps must be a number but was fast");
        assertFails(
                "{\"mem_bw_gbps\": 1, \"max_achievable_tflops\": {\"bf16\": 2}}",
                "peaks.json: unit bf16 is unknown; a unit is such as matrix_bf16, matrix_tf32 or vector_fp32");
        assertFails(
                "{\"mem_bw_gbps\": -1, \"max_achievable_tflops\": {\"matrix_bf16\": 2}}",
                "peaks.json: a peak must be above 0 but was -1.0E9");
        assertThatThrownBy(() -> DevicePeaksFile.peaks(dir.resolve("none.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("none.json: cannot be read (NoSuchFileException)");
    }

    private void assertFails(String json, String message) {
        assertThatThrownBy(() -> DevicePeaksFile.peaks(file(json)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
