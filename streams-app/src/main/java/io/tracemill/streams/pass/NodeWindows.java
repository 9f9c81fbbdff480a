package io.tracemill.streams.pass;

import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.DeviceWindow;
import io.tracemill.schemas.DeviceWork;
import io.tracemill.schemas.NodeLog;
import io.tracemill.schemas.Placement;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceWindows;
import io.tracemill.schemas.WindowDevice;
import io.tracemill.streams.rollup.TraceRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The windows of a finished trace as they go among the readings of its node. A trace whose node is not known goes to a
 * node without a name, where nothing is read.
 */
final class NodeWindows {

    /** Most steps of a device. Later ones are left out. */
    private static final int MOST_STEPS = 1_000;

    private NodeWindows() {}

    /** The windows of a trace, from its rows; null if its header did not come. */
    static @Nullable TelemetryBatch of(TraceInfo trace, TraceRows rows) {
        @Nullable TraceHeader header = trace.getHeader();
        if (header == null) {
            return null;
        }
        TraceWindows windows = TraceWindows.newBuilder()
                .setTraceId(trace.getTraceId())
                .setRun(trace.getRun())
                .setDate(trace.getDate())
                .setRank(trace.getRank())
                .setStartNs(header.getFirstNs())
                .setEndNs(header.getLastNs())
                .setDated(TraceInfos.hasTimesOfAClock(header))
                .setDevices(devices(rows))
                .setFacts(TraceFacts.of(rows))
                .build();
        return NodeLog.windows(Objects.requireNonNullElse(trace.getNode(), NodeLog.NO_NODE), windows);
    }

    private static List<WindowDevice> devices(TraceRows rows) {
        List<Placement> placements = rows.of(Placement.class);
        Map<@Nullable String, WindowDevice> devices = new LinkedHashMap<>();
        for (DeviceStats row : rows.of(DeviceStats.class)) {
            WindowDevice device = devices.computeIfAbsent(row.getDevice(), name -> device(row, placements));
            boolean whole = row.getStep() == null;
            if (whole
                    || (row.getStep() >= 0
                            && !row.getTruncated()
                            && device.getWindows().size() <= MOST_STEPS)) {
                device.getWindows().add(whole ? 0 : device.getWindows().size(), window(row));
            }
        }
        return new ArrayList<>(devices.values());
    }

    /** A device with the names that its trace's placements have for it. */
    private static WindowDevice device(DeviceStats row, List<Placement> placements) {
        WindowDevice.Builder device = WindowDevice.newBuilder()
                .setDevice(row.getDevice())
                .setDeviceName(row.getDeviceName())
                .setWindows(new ArrayList<>());
        for (Placement placement : placements) {
            boolean same = String.valueOf(placement.getDeviceIndex()).equals(row.getDevice());
            boolean only = placements.stream()
                            .filter(other -> other.getHow() == placement.getHow())
                            .count()
                    == 1;
            if (placement.getDeviceUuid() != null && (same || (only && placement.getDeviceIndex() == null))) {
                device.setUuid(placement.getDeviceUuid());
            }
            if (same && placement.getMapped()) {
                device.setIndex(placement.getDeviceIndex());
            }
        }
        return device.build();
    }

    private static DeviceWindow window(DeviceStats row) {
        @Nullable DeviceWork work = row.getWork();
        return DeviceWindow.newBuilder()
                .setStep(row.getStep())
                .setStartNs(row.getStartNs())
                .setDurationNs(row.getTotalNs())
                .setIdleNs(row.getIdleNs())
                .setFlops(work == null ? null : work.getFlops())
                .build();
    }
}
