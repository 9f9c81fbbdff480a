package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.ComputeUnit;
import io.tracemill.schemas.DevicePeak;
import io.tracemill.schemas.TraceHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Peaks of the devices of an Ascend profile, from the number and the clock of their cores. */
class AscendPeaksTest {

    private static final String TRACE = """
            [{"ph": "X", "name": "aten::mm", "pid": 3170820, "tid": 7, "ts": "1736408883694699.510", "dur": 40.5, "cat": "cpu_op", "args": {}},
            {"ph": "s", "name": "torch_to_npu", "id": 1736408883700059821, "pid": 3170820, "tid": 7, "ts": "1736408883694699.510", "cat": "async_npu"},
            {"name": "mm", "pid": 3246920099, "tid": 2, "ts": "1736408883700059.821", "dur": 12.02, "args": {"Task Type": "AI_CORE"}, "ph": "X"}]
            """;

    @TempDir
    private Path dir;

    private Path rank = Path.of("");
    private Path trace = Path.of("");

    @BeforeEach
    void writeTrace() throws IOException {
        rank = dir.resolve("job7/host_1_20250109_ascend_pt");
        Path output = Files.createDirectories(rank.resolve("ASCEND_PROFILER_OUTPUT"));
        trace = Files.writeString(output.resolve("trace_view.json"), TRACE);
    }

    private static Path info(Path profile, int device, String json) throws IOException {
        Path directory = Files.createDirectories(profile.resolve("device_" + device));
        return Files.writeString(directory.resolve("info.json." + device), json.replace('\'', '"'));
    }

    private TraceHeader header() throws IngestException {
        return Objects.requireNonNull(
                Ingested.of(trace, IngestConfig.defaults()).batches().get(0).getHeader());
    }

    private List<String> warnings() throws IngestException {
        return Ingested.of(trace, IngestConfig.defaults()).report().warnings().stream()
                .filter(warning -> warning.contains("info.json"))
                .toList();
    }

    @Test
    void aPeakIsCoresTimesClockTimesOperationsOfACycle() throws IOException {
        Path profile = rank.resolve("PROF_000001_20250109_ABC");
        info(profile, 3, "{'devices': '3', 'DeviceInfo': [{'ai_core_num': 24, 'aic_frequency': '1850'}]}");
        info(profile, 11, "{'DeviceInfo': [{'ai_core_num': 20, 'aic_frequency': 1500.5}, {'ai_core_num': 1}]}");

        assertThat(header().getDevicePeaks())
                .containsExactly(
                        new DevicePeak("11", ComputeUnit.MATRIX_BF16, 20 * 1500.5e6 * 8192),
                        new DevicePeak("11", ComputeUnit.MATRIX_FP16, 20 * 1500.5e6 * 8192),
                        new DevicePeak("11", ComputeUnit.MATRIX_INT8, 20 * 1500.5e6 * 16384),
                        new DevicePeak("3", ComputeUnit.MATRIX_BF16, 363.7248e12),
                        new DevicePeak("3", ComputeUnit.MATRIX_FP16, 363.7248e12),
                        new DevicePeak("3", ComputeUnit.MATRIX_INT8, 727.4496e12));
        assertThat(warnings()).isEmpty();
    }

    @Test
    void theProfileOfMsprofIsItselfTheDirectoryOfItsDevices() throws IOException {
        Path profile = dir.resolve("job8/PROF_000001");
        Path output = Files.createDirectories(profile.resolve("mindstudio_profiler_output"));
        trace = Files.writeString(output.resolve("msprof_20250109.json"), TRACE);
        info(profile, 0, "{'DeviceInfo': [{'ai_core_num': 24, 'aic_frequency': 1850}]}");

        assertThat(header().getDevicePeaks()).extracting(DevicePeak::getDevice).containsOnly("0");
    }

    @Test
    void withoutTheFileThereIsNoPeakAndNothingIsSaid() throws IOException {
        Files.createDirectories(rank.resolve("PROF_000001/device_0/info.json.0")); // not a file
        Files.createDirectories(rank.resolve("PROF_000001/device_x"));
        Files.writeString(rank.resolve("PROF_000002"), "not a directory");

        assertThat(header().getDevicePeaks()).isEmpty();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void filesOfTheSameDeviceMustAgree() throws IOException {
        String json = "{'DeviceInfo': [{'ai_core_num': 24, 'aic_frequency': 1850}]}";
        info(rank.resolve("PROF_1"), 0, json);
        info(rank.resolve("PROF_2"), 0, json);
        assertThat(header().getDevicePeaks()).hasSize(3);

        Path other = info(rank.resolve("PROF_2"), 0, json.replace("24", "20"));
        info(rank.resolve("PROF_3"), 0, json);
        info(rank.resolve("PROF_3"), 1, json);
        assertThat(header().getDevicePeaks()).extracting(DevicePeak::getDevice).containsOnly("1");
        assertThat(warnings())
                .contains(other + ": not used: another file of the device says other cores or another clock");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'DeviceInfo': [{'ai_core_num': 0, 'aic_frequency': 1850}]} | ai_core_num must be a number from 1 to 1000 but was 0",
                "{'DeviceInfo': [{'ai_core_num': 24, 'aic_frequency': '-1850'}]} | aic_frequency must be a number from 1 to 10000 but was -1850",
                "{'DeviceInfo': [{'ai_core_num': 24, 'aic_frequency': 1850000000}]} | aic_frequency must be a number from 1 to 10000 but was 1850000000",
                "{'DeviceInfo': [{'ai_core_num': 24, 'aic_frequency': 'NaN'}]} | aic_frequency must be a number from 1 to 10000 but was something else",
                "{'DeviceInfo': [{'ai_core_num': 1e400, 'aic_frequency': 1850}]} | ai_core_num must be a number from 1 to 1000 but was something else",
                "{'DeviceInfo': [{'ai_core_num': 24}]} | aic_frequency must be a number from 1 to 10000 but was missing",
                "{'DeviceInfo': {'ai_core_num': 24}} | ai_core_num must be a number from 1 to 1000 but was missing",
                "[] | ai_core_num must be a number from 1 to 1000 but was missing",
                "'' | ai_core_num must be a number from 1 to 1000 but was missing"
            })
    void aValueThatCannotBeRightIsNoPeakAndCostsALine(String json, String message) throws IOException {
        Path file = info(rank.resolve("PROF_000001"), 0, json);
        assertThat(header().getDevicePeaks()).isEmpty();
        assertThat(warnings()).containsExactly(file + ": not used: " + message);
    }

    @Test
    void aBrokenFileAndOneThatIsTooLargeCostALineEach() throws IOException {
        Path broken = info(rank.resolve("PROF_000001"), 0, "{'DeviceInfo': [{'ai_core_num': 24, 'aic_fr");
        Path large = info(rank.resolve("PROF_000001"), 1, " ".repeat((1 << 20) + 1));
        assertThat(header().getDevicePeaks()).isEmpty();
        assertThat(warnings()).hasSize(2).allMatch(warning -> warning.lines().count() == 1);
        assertThat(warnings().get(0)).startsWith(broken + ": not used: Unexpected end-of-input");
        assertThat(warnings().get(1)).isEqualTo(large + ": not used: must have at most 1048576 bytes");
    }
}
