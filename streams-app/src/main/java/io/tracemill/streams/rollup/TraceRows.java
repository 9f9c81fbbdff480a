package io.tracemill.streams.rollup;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.KernelStats;
import io.tracemill.schemas.OperatorStats;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one trace, as the analyses write them. */
public final class TraceRows {

    private final TraceInfo info;
    private final List<OperatorStats> operators = new ArrayList<>();
    private final List<KernelStats> kernels = new ArrayList<>();
    private final List<DeviceStats> devices = new ArrayList<>();
    private final List<Bottleneck> bottlenecks = new ArrayList<>();
    private HostWindow host = new HostWindow(0, 0);

    /**
     * What the host did, as far as a verdict needs it.
     *
     * @param durationNanos from the first start of a host call to the last end
     * @param emptyGraphLaunches graph launches without device events
     */
    public record HostWindow(long durationNanos, long emptyGraphLaunches) {}

    /** No rows yet, of the trace that the info is of. */
    public TraceRows(TraceInfo info) {
        this.info = info;
    }

    /** The trace; the census fills in its counts. */
    public TraceInfo info() {
        return info;
    }

    /** Operator and annotation rows. */
    public List<OperatorStats> operators() {
        return operators;
    }

    /** Kernel rows. */
    public List<KernelStats> kernels() {
        return kernels;
    }

    /** Device rows: of each device its steps in order, then the whole trace. */
    public List<DeviceStats> devices() {
        return devices;
    }

    /** One verdict per device row. */
    public List<Bottleneck> bottlenecks() {
        return bottlenecks;
    }

    /** What the host did. */
    public HostWindow host() {
        return host;
    }

    void host(HostWindow window) {
        host = window;
    }

    /** Model name of a device; null where the file gives none. */
    public @Nullable String deviceName(@Nullable String device) {
        @Nullable TraceHeader header = info.getHeader();
        return header == null || device == null ? null : header.getDeviceNames().get(device);
    }
}
