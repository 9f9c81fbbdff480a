package io.tracemill.cli.peaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.ComputeUnit;
import io.tracemill.streams.roof.DevicePeaks;
import io.tracemill.streams.roof.Peaks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevicePeaksFileTest {

    private static final List<ComputeUnit> VECTORS = Arrays.stream(ComputeUnit.values())
            .filter(unit -> unit.name().startsWith("VECTOR_"))
            .toList();

    @TempDir
    private Path dir;

    private Path file(String json) throws IOException {
        return Files.writeString(dir.resolve("peaks.json"), json);
    }

    @Test
    void everyModelThatIsKnownHasPeaksAndASource() {
        List<DeviceModel> models = DevicePeaksFile.builtIn();
        assertThat(models).isNotEmpty().allMatch(model -> !model.source().isEmpty());
        assertThat(DevicePeaksFile.table(null).given()).isEmpty();
        assertThat(DevicePeaksFile.table(null).known().get())
                .hasSameSizeAs(models)
                .allMatch(model -> !model.names().isEmpty())
                .allMatch(model -> model.peaks().flopsPerSecond().keySet().containsAll(VECTORS));
    }

    @Test
    void theModelsOfAFileAreThoseThatTheUserGives() throws IOException {
        Path file = file("{\"name\": \"MI300X\", \"mem_bw_gbps\": 5300, \"memory_gb\": 192, \"more\": [1],"
                + " \"max_achievable_tflops\": {\"matrix_bf16\": 708, \"matrix_tf32\": 300.5}}");
        assertThat(DevicePeaksFile.table(file).given())
                .containsExactly(new DevicePeaks(
                        List.of("mi300x"),
                        new DevicePeaks.Range(144L << 30, 240L << 30),
                        new Peaks(5.3e12, Map.of(ComputeUnit.MATRIX_BF16, 708e12), 300.5e12)));
    }

    @Test
    void aListOfModelsIsReadTooAndOneWithoutANameFitsAllDevices() throws IOException {
        String model = "{\"mem_bw_gbps\": 1, \"max_achievable_tflops\": {\"vector_fp32\": 2}}";
        assertThat(DevicePeaksFile.table(file("[" + model + "," + model + "]")).given())
                .hasSize(2)
                .allMatch(peaks -> peaks.names().isEmpty());
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
        assertThatThrownBy(() -> DevicePeaksFile.table(dir.resolve("none.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("none.json: cannot be read (NoSuchFileException)");
    }

    private void assertFails(String json, String message) {
        assertThatThrownBy(() -> DevicePeaksFile.table(file(json)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
