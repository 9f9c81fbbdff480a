package io.tracemill.bench.simulate.telemetry;

import java.util.function.ToDoubleFunction;

/** Metrics of a device, as dcgm-exporter names and prints them. */
enum DeviceMetric {
    DCGM_FI_DEV_SM_CLOCK("SM clock frequency (in MHz).", device -> device.clock),
    DCGM_FI_DEV_MEM_CLOCK("Memory clock frequency (in MHz).", device -> 2619),
    DCGM_FI_DEV_MEMORY_TEMP("Memory temperature (in C).", device -> Math.rint(device.memoryTemperature())),
    DCGM_FI_DEV_GPU_TEMP("GPU temperature (in C).", device -> Math.rint(device.temperature)),
    DCGM_FI_DEV_POWER_USAGE("Power draw (in W).", Form.DECIMAL, device -> Math.rint(1e3 * device.power) / 1e3),
    DCGM_FI_DEV_POWER_MGMT_LIMIT("Limit of the power (in W).", Form.DECIMAL, device -> device.condition.powerLimit),
    DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION(
            "Total energy consumption since boot (in mJ).", Form.COUNT, device -> device.energy),
    DCGM_FI_DEV_PCIE_REPLAY_COUNTER("Total number of PCIe retries.", Form.COUNT, device -> device.replays),
    DCGM_FI_DEV_GPU_UTIL("GPU utilization (in %).", device -> Math.rint(100 * device.activity.busy())),
    DCGM_FI_DEV_MEM_COPY_UTIL("Memory utilization (in %).", device -> Math.rint(100 * device.computing(0.55))),
    DCGM_FI_DEV_XID_ERRORS("Value of the last XID error encountered.", device -> device.condition.errorCode),
    DCGM_FI_DEV_FB_FREE("Framebuffer memory free (in MiB).", DeviceModel::freeMemory),
    DCGM_FI_DEV_FB_USED("Framebuffer memory used (in MiB).", device -> device.memory),
    DCGM_FI_DEV_FB_RESERVED("Framebuffer memory reserved (in MiB).", DeviceModel::reservedMemory),
    DCGM_FI_DEV_ECC_SBE_VOL_TOTAL("Total single-bit volatile ECC errors.", Form.COUNT, device -> device.corrected),
    DCGM_FI_DEV_ECC_DBE_VOL_TOTAL(
            "Total double-bit volatile ECC errors.", Form.COUNT, device -> device.condition.uncorrected),
    DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS(
            "Number of remapped rows for uncorrectable errors", Form.COUNT, device -> device.condition.uncorrected),
    DCGM_FI_DEV_CORRECTABLE_REMAPPED_ROWS(
            "Number of remapped rows for correctable errors", Form.COUNT, device -> device.condition.remappedRows),
    DCGM_FI_DEV_ROW_REMAP_FAILURE("Whether remapping of rows has failed", device -> 0),
    DCGM_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_TOTAL(
            "Total number of NVLink flow-control CRC errors.", Form.COUNT, device -> device.linkErrors),
    DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL(
            "Total number of NVLink bandwidth counters for all lanes.", Form.COUNT, device -> device.linkKilobytes),
    DCGM_FI_DEV_POWER_VIOLATION(
            "Throttling duration due to power constraints (in ns).", Form.COUNT, device -> device.powerViolation),
    DCGM_FI_DEV_THERMAL_VIOLATION(
            "Throttling duration due to thermal constraints (in ns).", Form.COUNT, device -> device.thermalViolation),
    DCGM_FI_DEV_CLOCKS_EVENT_REASONS("Current clock event reasons (bitmask).", DeviceModel::reasons),
    DCGM_FI_PROF_GR_ENGINE_ACTIVE(
            "Ratio of time the graphics engine is active.", Form.DECIMAL, device -> device.busy(1)),
    DCGM_FI_PROF_SM_ACTIVE(
            "The ratio of cycles an SM has at least 1 warp assigned.",
            Form.DECIMAL,
            device -> Math.min(1, device.computing(0.93) + device.busy(0.06))),
    DCGM_FI_PROF_PIPE_TENSOR_ACTIVE(
            "Ratio of cycles the tensor (HMMA) pipe is active.", Form.DECIMAL, device -> device.computing(0.62)),
    DCGM_FI_PROF_DRAM_ACTIVE(
            "Ratio of cycles the device memory interface is active.", Form.DECIMAL, device -> device.computing(0.47)),
    DCGM_FI_PROF_PCIE_TX_BYTES("Bytes sent over PCIe in a second.", device -> device.pcie(1.7e9)),
    DCGM_FI_PROF_PCIE_RX_BYTES("Bytes received over PCIe in a second.", device -> device.pcie(2.1e9));

    final String help;
    final Form form;

    @SuppressWarnings("ImmutableEnumChecker") // has no state
    private final ToDoubleFunction<DeviceModel> value;

    DeviceMetric(String help, ToDoubleFunction<DeviceModel> value) {
        this(help, Form.WHOLE, value);
    }

    DeviceMetric(String help, Form form, ToDoubleFunction<DeviceModel> value) {
        this.help = help;
        this.form = form;
        this.value = value;
    }

    double of(DeviceModel device) {
        return value.applyAsDouble(device);
    }
}
