package io.tracemill.cli.report;

import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.KernelStats;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The kernels of a device that run for less time than their launch call takes.
 *
 * @param device the device; null where the file does not say
 * @param launched number of kernels with a launch call that launches no graph
 * @param count number of short ones
 * @param ns their summed duration
 * @param launchNs summed duration of their launch calls
 * @param idleNs time in which the device was idle before and during launch calls
 */
record ShortKernels(@Nullable String device, long launched, long count, long ns, long launchNs, long idleNs) {

    /** Share of the kernels that are short, in percent. */
    double sharePct() {
        return 100.0 * count / launched;
    }

    /** Most that fusing could save: what their launches take longer than they do, and no more than the idle time. */
    long savedNs() {
        return Math.min(launchNs - ns, idleNs);
    }

    /** Those of each device that has any, in the order of the devices. */
    static List<ShortKernels> of(TraceReport report) {
        Map<@Nullable String, List<KernelStats>> kernels = new LinkedHashMap<>();
        for (KernelStats row : report.kernels()) {
            if (row.getKind() == EventKind.KERNEL && row.getShortCount() != null) {
                kernels.computeIfAbsent(row.getDevice(), any -> new ArrayList<>())
                        .add(row);
            }
        }
        List<ShortKernels> found = new ArrayList<>();
        for (DeviceStats device : report.devices()) {
            List<KernelStats> of = kernels.getOrDefault(device.getDevice(), List.of());
            ShortKernels kernelsOf = of(device, of);
            if (device.getStep() == null && kernelsOf.count > 0) {
                found.add(kernelsOf);
            }
        }
        return found;
    }

    private static ShortKernels of(DeviceStats device, List<KernelStats> rows) {
        return new ShortKernels(
                device.getDevice(),
                rows.stream().mapToLong(KernelStats::getLaunchedCount).sum(),
                rows.stream().mapToLong(row -> or0(row.getShortCount())).sum(),
                rows.stream().mapToLong(row -> or0(row.getShortNs())).sum(),
                rows.stream().mapToLong(row -> or0(row.getShortLaunchNs())).sum(),
                device.getIdleHostNs() + device.getIdleLaunchNs());
    }

    private static long or0(@Nullable Long value) {
        return Objects.requireNonNullElse(value, 0L);
    }
}
