package io.tracemill.cli.report;

import io.tracemill.schemas.GapCause;
import io.tracemill.schemas.HostActivity;
import io.tracemill.schemas.IdleCause;
import io.tracemill.schemas.IdlePart;
import io.tracemill.schemas.IdleStats;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Idle time of the trace of {@link ReportRows}: mostly for the loading of data. */
final class IdleRows {

    private static final String LOADER = "enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__";

    private IdleRows() {}

    static List<IdleStats> all() {
        return List.of(
                row(IdlePart.LAUNCH, HostActivity.LAUNCH, "cudaLaunchKernel", "nn.Module: Conv2d_3", 200_000),
                row(IdlePart.HOST, HostActivity.INPUT, LOADER, null, 600_000),
                row(IdlePart.DEVICE, HostActivity.NOTHING_RECORDED, null, null, 200_000));
    }

    static List<GapCause> ofGap() {
        return List.of(
                new GapCause(IdlePart.HOST, null, HostActivity.INPUT, LOADER, null, 40_000L),
                new GapCause(IdlePart.LAUNCH, null, HostActivity.LAUNCH, "cudaMemcpyAsync", "aten::to", 10_000L));
    }

    private static IdleStats row(
            IdlePart part, HostActivity activity, @Nullable String name, @Nullable String place, long idleNs) {
        return IdleStats.newBuilder()
                .setTraceId(ReportRows.TRACE)
                .setRun(ReportRows.RUN)
                .setDate(ReportRows.DATE)
                .setRank(0)
                .setDevice("0")
                .setPart(part)
                .setCause(part == IdlePart.DEVICE ? IdleCause.DEVICE_QUEUE : null)
                .setClass$(activity)
                .setName(name)
                .setPlace(place)
                .setIdleNs(idleNs)
                .setCount(3)
                .build();
    }
}
