package io.tracemill.cli;

import static java.util.stream.Collectors.joining;

import io.tracemill.cli.peaks.DeviceModel;
import io.tracemill.cli.peaks.DevicePeaksFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of device peaks has every model that Tracemill knows. */
class DevicePeaksPageTest {

    private static final String HEAD = """
            # Device peaks

            Printed from the program by `DevicePeaksPageTest`.

            The roofline of an operator and the MFU need the peaks of the device
            ([definition](definitions.md#work-of-operators)). Tracemill knows the models below, from their data sheets and without
            sparsity. The first model counts whose name is part of the name in the trace and whose memory is about that of the
            device. If the trace does not tell the memory, a peak counts in which all such models agree. The report of a device of
            another model has rates, and no roofline.

            Devices of Ascend are not in the table, because those of one name differ in cores and clock. Their peaks are computed
            from `PROF_*/device_N/info.json.N` in the directory of the profile, if it is there: `ai_core_num` × `aic_frequency`
            (in MHz) × operations of a core in a cycle, which are 8,192 for `matrix_fp16` and `matrix_bf16` and 16,384 for
            `matrix_int8`. The bandwidth of their memory is unknown, so they have an MFU and no roofline. A file with
            a value that cannot be right is not used, and a warning says so.

            `--device-peaks FILE` of `analyze` and `stream` adds models, which come before these and before what a profile tells,
            such as with peaks that were measured:

            ```json
            {
              "name": "MI300X",
              "mem_bw_gbps": 5300,
              "memory_gb": 192,
              "max_achievable_tflops": {"matrix_bf16": 708, "matrix_fp16": 654, "vector_fp32": 163}
            }
            ```

            The file holds one such object, or a list of them. `name` may be absent, which fits all devices; `names` may be a
            list. `memory_gb` is in GiB and may be absent. TraceLens reads and writes the same form. A unit is one of
            `matrix_fp64`, `matrix_fp32`, `matrix_tf32`, `matrix_bf16`, `matrix_fp16`, `matrix_fp8`, `matrix_int8`, and the same
            with `vector_`. A unit of vectors without a peak has that of `vector_fp32`. A trace does not tell whether products
            of 32 bits were rounded to TF32, so a model with `matrix_tf32` gives them a range, and no MFU.

            """;

    private static final String TABLE =
            "| model | memory, GiB | bandwidth, GB/s | peaks, TFLOP/s | source |\n|---|---|---|---|---|\n";

    @Test
    void everyModelIsOnThePage() throws IOException {
        String rows =
                DevicePeaksFile.builtIn().stream().map(DevicePeaksPageTest::row).collect(joining());
        Golden.assertSame(Path.of("../docs/device-peaks.md"), HEAD + TABLE + rows);
    }

    private static String row(DeviceModel model) {
        String peaks = model.tflopsPerS().entrySet().stream()
                .map(peak -> "`" + peak.getKey() + "` " + number(peak.getValue()))
                .collect(joining(", "));
        Double memory = model.memoryGib();
        return "| " + String.join(", ", model.names()) + " | " + (memory == null ? "" : number(memory)) + " | "
                + number(model.gbPerS()) + " | " + peaks + " | " + model.source() + " |\n";
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
