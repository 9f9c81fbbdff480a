package io.tracemill.streams.classify;

import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.Gap;
import io.tracemill.schemas.KernelStats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Evidence for a bottleneck, one sentence each: top kernels, longest gaps, parts of the idle time. */
final class Evidence {

    private static final int TOP_KERNELS = 3;
    private static final int TOP_GAPS = 2;

    private Evidence() {}

    static List<String> of(DeviceStats row, List<KernelStats> kernels) {
        List<String> sentences = new ArrayList<>();
        if (row.getStep() == null) {
            sentences.addAll(topKernels(row, kernels));
        }
        row.getGaps().stream().limit(TOP_GAPS).map(Evidence::gap).forEach(sentences::add);
        if (row.getIdleNs() > 0) {
            sentences.add(idle(row));
        }
        return sentences;
    }

    /**
     * Top kernels of a device. They are counted per trace, so they are evidence for the row of the whole trace only.
     */
    private static List<String> topKernels(DeviceStats row, List<KernelStats> kernels) {
        return kernels.stream()
                .filter(kernel -> Objects.equals(kernel.getDevice(), row.getDevice()))
                .sorted(Comparator.comparingLong(KernelStats::getTotalNs)
                        .reversed()
                        .thenComparing(KernelStats::getKernel)
                        .thenComparing(KernelStats::getKind))
                .limit(TOP_KERNELS)
                .map(kernel -> String.format(
                        Locale.ROOT,
                        "%s took %s in %d calls.",
                        kernel.getKernel(),
                        time(kernel.getTotalNs()),
                        kernel.getCount()))
                .toList();
    }

    private static String gap(Gap gap) {
        return String.format(Locale.ROOT, "Nothing ran for %s before %s.", time(gap.getDurationNs()), gap.getNext());
    }

    private static String idle(DeviceStats row) {
        return String.format(
                Locale.ROOT,
                "Of %s idle, %s passed before the next launch began, %s during it, %s after it, %s is unexplained.",
                time(row.getIdleNs()),
                time(row.getIdleHostNs()),
                time(row.getIdleLaunchNs()),
                time(row.getIdleDeviceNs()),
                time(row.getIdleUnknownNs()));
    }

    private static String time(long nanos) {
        return String.format(Locale.ROOT, "%.3f ms", nanos / 1e6);
    }
}
