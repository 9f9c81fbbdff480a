package io.tracemill.streams.classify;

import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.DeviceStats;

/** Recommendation against a bottleneck. */
final class Recommendation {

    private Recommendation() {}

    static String on(BottleneckClass bottleneck, DeviceStats row) {
        return switch (bottleneck) {
            case COMPUTE_BOUND ->
                "The device computes most of the time: "
                        + "use lower precision, fused or better shaped kernels, or more devices.";
            case MEMORY_BOUND ->
                "Memory is the limit: "
                        + "fuse element-wise kernels, keep data on the device, copy from pinned memory while kernels run.";
            case COMMUNICATION_BOUND ->
                "Collectives run while nothing computes: "
                        + "overlap them with backward, make buckets larger, or look for a slow rank.";
            case SYNC_BOUND -> onIdle(row);
            case BALANCED -> "No single limit: look at the longest gaps and the top kernels.";
        };
    }

    private static String onIdle(DeviceStats row) {
        long host = row.getIdleHostNs();
        long launch = row.getIdleLaunchNs();
        if (host >= launch && host >= row.getIdleDeviceNs() && host >= row.getIdleUnknownNs()) {
            return "The device waits for the host: look for slow input, synchronising calls and Python between launches.";
        }
        if (launch >= row.getIdleDeviceNs() && launch >= row.getIdleUnknownNs()) {
            return "The device waits inside launch calls: launch fewer, larger kernels, or record them as a graph.";
        }
        if (row.getIdleDeviceNs() >= row.getIdleUnknownNs()) {
            return "Launched work begins late although nothing runs on the device. Short gaps are the delay of dispatch: "
                    + "record graphs, or launch larger kernels. Before long gaps, look for a host callback, another process "
                    + "on the device, an event of another device, or work launched before the recording began.";
        }
        return "The device is idle, and the trace does not show why, because the work after the gaps has no launch in it. "
                + "Record the runtime calls of the host, over a longer window. If they are there, their correlation ids are 0 "
                + "or not unique.";
    }
}
