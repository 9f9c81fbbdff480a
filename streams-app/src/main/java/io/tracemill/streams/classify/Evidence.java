package io.tracemill.streams.classify;

import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.DeviceWork;
import io.tracemill.schemas.Gap;
import io.tracemill.schemas.KernelStats;
import io.tracemill.schemas.QueueStats;
import io.tracemill.schemas.Remark;
import io.tracemill.schemas.wording.Figure;
import io.tracemill.streams.rollup.TraceRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Evidence for a bottleneck: top kernels, what the shares consist of, longest gaps, parts of the idle time. */
final class Evidence {

    private static final int TOP_KERNELS = 3;
    private static final int TOP_GAPS = 2;
    private static final double MUCH_UNRECORDED_PCT = 5;

    private Evidence() {}

    static List<Remark> of(DeviceStats row, List<Rule> rules, IdleShares idle, TraceRows rows) {
        List<Remark> remarks = new ArrayList<>();
        if (row.getStep() == null) {
            remarks.addAll(topKernels(row, rows.of(KernelStats.class)));
            efficiency(row).ifPresent(remarks::add);
            if (Rule.fires(BottleneckClass.SYNC_BOUND, rules)) {
                queue(row, rows.of(QueueStats.class)).ifPresent(remarks::add);
            }
        }
        if (Rule.fires(BottleneckClass.MEMORY_BOUND, rules)) {
            remarks.add(Remarks.evidence(
                    "MEMORY_PARTS",
                    Map.of(
                            "copies", percent(row.getExposedMemcpyNs(), row.getTotalNs()),
                            "kernels", percent(Shares.memoryBoundNanos(row), row.getTotalNs()))));
        }
        DeviceWork work = row.getWork();
        if (work != null && Shares.memoryBoundNanos(row) > row.getMemoryBoundNs()) {
            remarks.add(Remarks.evidence(
                    "MODELLED_MEMORY",
                    Map.of(
                            "kernels", percent(Shares.memoryBoundNanos(row) - row.getMemoryBoundNs(), row.getTotalNs()),
                            "covered", Figure.percent(work.getBoundPct()))));
        }
        if (Rule.fires(BottleneckClass.COMMUNICATION_BOUND, rules)) {
            remarks.add(Remarks.evidence(
                    "HIDDEN_COMMUNICATION", Map.of("share", percent(row.getOverlapNs(), row.getTotalNs()))));
        }
        row.getGaps().stream().limit(TOP_GAPS).map(Evidence::gap).forEach(remarks::add);
        if (row.getIdleNs() > 0) {
            remarks.add(idleParts(row));
        }
        long before = idle.beforeRecordingNanos();
        boolean much = Shares.percent(before, row.getTotalNs()) > MUCH_UNRECORDED_PCT;
        if (row.getStep() == null && much && before < row.getTotalNs()) {
            remarks.add(remainder(row, before));
        }
        return remarks;
    }

    /**
     * Top kernels of a device. They are counted per trace, so they are evidence for the row of the whole trace only.
     */
    private static List<Remark> topKernels(DeviceStats row, List<KernelStats> kernels) {
        return kernels.stream()
                .filter(kernel -> Objects.equals(kernel.getDevice(), row.getDevice()))
                .sorted(Comparator.comparingLong(KernelStats::getTotalNs)
                        .reversed()
                        .thenComparing(KernelStats::getKernel)
                        .thenComparing(KernelStats::getKind))
                .limit(TOP_KERNELS)
                .map(kernel -> Remarks.evidence(
                        "TOP_KERNEL",
                        Map.of(
                                "kernel", kernel.getKernel(),
                                "time", Figure.time(kernel.getTotalNs()),
                                "count", Long.toString(kernel.getCount()))))
                .toList();
    }

    /** How near the operators whose roofline is known come to it, and of which share of the time that speaks. */
    private static Optional<Remark> efficiency(DeviceStats row) {
        DeviceWork work = row.getWork();
        return work == null || work.getEfficiencyPct() == null || work.getEstimatedFlops() == null
                ? Optional.empty()
                : Optional.of(Remarks.evidence(
                        "EFFICIENCY",
                        Map.of(
                                "efficiency", Figure.percent(work.getEfficiencyPct()),
                                "covered", Figure.percent(work.getModelledPct()))));
    }

    /** How many events were in the queues of a device: few if the host is too slow to fill them. */
    private static Optional<Remark> queue(DeviceStats row, List<QueueStats> queues) {
        double depth = 0;
        boolean known = false;
        for (QueueStats queue : queues) {
            if (Objects.equals(queue.getDevice(), row.getDevice()) && queue.getMeanDepth() != null) {
                depth += queue.getMeanDepth();
                known = true;
            }
        }
        return known
                ? Optional.of(Remarks.evidence("QUEUE", Map.of("depth", String.format(Locale.ROOT, "%.1f", depth))))
                : Optional.empty();
    }

    private static Remark gap(Gap gap) {
        return Remarks.evidence("GAP", Map.of("time", Figure.time(gap.getDurationNs()), "next", gap.getNext()));
    }

    private static Remark idleParts(DeviceStats row) {
        return Remarks.evidence(
                "IDLE_PARTS",
                Map.of(
                        "idle", Figure.time(row.getIdleNs()),
                        "host", Figure.time(row.getIdleHostNs()),
                        "launch", Figure.time(row.getIdleLaunchNs()),
                        "device", Figure.time(row.getIdleDeviceNs()),
                        "unknown", Figure.time(row.getIdleUnknownNs())));
    }

    /** Shares of the window without the time that seems idle because recording began in the middle of the work. */
    private static Remark remainder(DeviceStats row, long beforeNanos) {
        long rest = row.getTotalNs() - beforeNanos;
        return Remarks.evidence(
                "REMAINDER",
                Map.of(
                        "time", Figure.time(rest),
                        "computing", percent(Shares.computingNanos(row), rest),
                        "memory", percent(Shares.memoryNanos(row), rest),
                        "communication", percent(row.getExposedCommunicationNs(), rest),
                        "idle", percent(row.getIdleNs() - beforeNanos, rest)));
    }

    private static String percent(long part, long whole) {
        return Figure.percent(Shares.percent(part, whole));
    }
}
