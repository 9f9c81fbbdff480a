package io.tracemill.bench.fleet;

import java.util.function.ToDoubleFunction;

/** Metrics of a device, as dcgm-exporter names and prints them, those that it has on by default first. */
enum DeviceMetric {
    DCGM_FI_DEV_SM_CLOCK("SM clock frequency (in MHz).", device -> device.clock),
    DCGM_FI_DEV_MEM_CLOCK("Memory clock frequency (in MHz).", device -> 2619),
    DCGM_FI_DEV_MEMORY_TEMP("Memory temperature (in C).", device -> Math.rint(device.memoryTemperature)),
    DCGM_FI_DEV_GPU_TEMP("GPU temperature (in C).", device -> Math.rint(device.temperature)),
    DCGM_FI_DEV_POWER_USAGE("Power draw (in W).", Form.MILLIS, device -> device.power),
    DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION("Energy since boot (in mJ).", Form.COUNTER, device -> device.energy),
    DCGM_FI_DEV_PCIE_REPLAY_COUNTER("PCIe retries.", Form.COUNTER, device -> device.replays),
    DCGM_FI_DEV_GPU_UTIL("GPU utilization (in %).", device -> Math.rint(100 * device.busy)),
    DCGM_FI_DEV_MEM_COPY_UTIL("Memory utilization (in %).", device -> Math.rint(55 * device.busy)),
    DCGM_FI_DEV_ENC_UTIL("Encoder utilization (in %).", device -> 0),
    DCGM_FI_DEV_DEC_UTIL("Decoder utilization (in %).", device -> 0),
    DCGM_FI_DEV_XID_ERRORS("Value of the last XID error encountered.", device -> device.lastError),
    DCGM_FI_DEV_FB_FREE("Framebuffer memory free (in MiB).", device -> 80_995 - device.memory),
    DCGM_FI_DEV_FB_USED("Framebuffer memory used (in MiB).", device -> device.memory),
    DCGM_FI_DEV_FB_RESERVED("Framebuffer memory reserved (in MiB).", device -> 563),
    DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL("NVLink bandwidth, all lanes.", Form.COUNTER, device -> device.linkKilobytes),
    DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS("Remapped rows, uncorrectable.", Form.COUNTER, device -> 0),
    DCGM_FI_DEV_CORRECTABLE_REMAPPED_ROWS("Remapped rows, correctable.", Form.COUNTER, device -> 0),
    DCGM_FI_DEV_ROW_REMAP_FAILURE("Whether remapping of rows has failed.", device -> 0),
    DCGM_FI_DEV_VGPU_LICENSE_STATUS("vGPU license status.", device -> 0),
    DCGM_FI_PROF_GR_ENGINE_ACTIVE("Graphics engine active (ratio).", Form.MICROS, device -> device.share(0.995)),
    DCGM_FI_PROF_PIPE_TENSOR_ACTIVE("Tensor pipe active (ratio).", Form.MICROS, device -> device.share(0.41)),
    DCGM_FI_PROF_DRAM_ACTIVE("Device memory active (ratio).", Form.MICROS, device -> device.share(0.52)),
    DCGM_FI_PROF_PCIE_TX_BYTES("PCIe bytes sent per second.", device -> Math.rint(device.share(1) * 1.9e9)),
    DCGM_FI_PROF_PCIE_RX_BYTES("PCIe bytes received per second.", device -> Math.rint(device.share(1) * 2.3e9)),
    DCGM_FI_PROF_SM_ACTIVE("SMs with work (ratio).", Form.MICROS, device -> device.share(0.87)),
    DCGM_FI_PROF_SM_OCCUPANCY("Warps resident on SMs (ratio).", Form.MICROS, device -> device.share(0.23)),
    DCGM_FI_PROF_PIPE_FP64_ACTIVE("FP64 pipe active (ratio).", Form.MICROS, device -> 0),
    DCGM_FI_PROF_PIPE_FP32_ACTIVE("FP32 pipe active (ratio).", Form.MICROS, device -> device.share(0.12)),
    DCGM_FI_PROF_PIPE_FP16_ACTIVE("FP16 pipe active (ratio).", Form.MICROS, device -> device.share(0.02)),
    DCGM_FI_DEV_POWER_VIOLATION("Throttled by power (in ns).", Form.COUNTER, device -> device.powerThrottled),
    DCGM_FI_DEV_THERMAL_VIOLATION("Throttled by heat (in ns).", Form.COUNTER, device -> 0),
    DCGM_FI_DEV_SYNC_BOOST_VIOLATION("Throttled by sync boost (in ns).", Form.COUNTER, device -> 0),
    DCGM_FI_DEV_BOARD_LIMIT_VIOLATION("Throttled by the board (in ns).", Form.COUNTER, device -> 0),
    DCGM_FI_DEV_LOW_UTIL_VIOLATION("Throttled by low use (in ns).", Form.COUNTER, device -> device.idleThrottled),
    DCGM_FI_DEV_RELIABILITY_VIOLATION("Throttled by voltage (in ns).", Form.COUNTER, device -> 0),
    DCGM_FI_DEV_ECC_SBE_VOL_TOTAL("Single-bit errors since boot.", Form.COUNTER, device -> device.corrected),
    DCGM_FI_DEV_ECC_DBE_VOL_TOTAL("Double-bit errors since boot.", Form.COUNTER, device -> 0),
    DCGM_FI_DEV_ECC_SBE_AGG_TOTAL("Single-bit errors of all time.", Form.COUNTER, device -> 7 + device.corrected),
    DCGM_FI_DEV_ECC_DBE_AGG_TOTAL("Double-bit errors of all time.", Form.COUNTER, device -> 0);

    /** The type of a metric and how its values are printed. */
    enum Form {
        /** A gauge without decimals. */
        WHOLE,
        /** A gauge with three decimals that say something, of six. */
        MILLIS,
        /** A gauge with six decimals. */
        MICROS,
        /** A counter without decimals. */
        COUNTER
    }

    final String help;
    final Form form;

    @SuppressWarnings("ImmutableEnumChecker") // has no state
    private final ToDoubleFunction<DeviceState> value;

    DeviceMetric(String help, ToDoubleFunction<DeviceState> value) {
        this(help, Form.WHOLE, value);
    }

    DeviceMetric(String help, Form form, ToDoubleFunction<DeviceState> value) {
        this.help = help;
        this.form = form;
        this.value = value;
    }

    double of(DeviceState device) {
        return value.applyAsDouble(device);
    }
}
