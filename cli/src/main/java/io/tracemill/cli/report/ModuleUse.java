package io.tracemill.cli.report;

import io.tracemill.schemas.ModuleStats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Use of a device, and of the host, by the modules of one class.
 *
 * @param module class of the modules; what the rows of no module have as their path
 * @param device the device; null where the file does not say, and if the class used none
 * @param host its calls on the host
 * @param onDevice its device events; null if it has none on any device
 */
record ModuleUse(
        String module,
        @Nullable String device,
        Host host,
        @Nullable OnDevice onDevice) {

    /** Path of the device events that no module launched. */
    static final String NONE = "(none)";

    /** Path of the device events without a launch. */
    static final String NO_LAUNCH = "(no launch)";

    private static final String NUMBER = "_[0-9]+$";

    /**
     * Calls of a class on the host.
     *
     * @param instances number of its instances
     * @param count number of its calls
     * @param ns time of its calls that are in no other call of the class, in ns
     */
    record Host(long instances, long count, long ns) {}

    /**
     * Device events of a class on one device.
     *
     * @param ns summed duration of those whose innermost module is of the class, in ns
     * @param sharePct the same in percent of all device events of the device
     * @param totalNs summed duration of those of the class and of all modules within it, in ns
     * @param forwardNs part of ns in the forward pass
     * @param backwardNs part of ns in the backward pass
     * @param recomputeNs part of ns that computes the forward pass again
     */
    record OnDevice(long ns, double sharePct, long totalNs, long forwardNs, long backwardNs, long recomputeNs) {}

    /** Whether it is that of a module, and not of the device events outside of modules. */
    boolean isModule() {
        return !module.equals(NONE) && !module.equals(NO_LAUNCH);
    }

    /** Time on the device, in ns. */
    long deviceNs() {
        return onDevice == null ? 0 : onDevice.ns;
    }

    /** Use by each class on each device, that with most time on a device first. */
    static List<ModuleUse> of(List<ModuleStats> rows) {
        Map<String, List<ModuleStats>> onHost =
                group(rows.stream().filter(row -> row.getHostNs() != null).toList());
        Map<@Nullable String, List<ModuleStats>> devices = new LinkedHashMap<>();
        rows.stream()
                .filter(row -> row.getDeviceNs() != null)
                .forEach(row -> devices.computeIfAbsent(row.getDevice(), device -> new ArrayList<>())
                        .add(row));
        List<ModuleUse> uses = new ArrayList<>();
        Set<String> unused = new HashSet<>(onHost.keySet());
        devices.forEach((device, onDevice) -> {
            long allNs = ns(onDevice);
            group(onDevice).forEach((module, of) -> {
                Host host = host(onHost.getOrDefault(module, List.of()));
                uses.add(new ModuleUse(module, device, host, onDevice(of, allNs)));
                unused.remove(module);
            });
        });
        unused.forEach(module ->
                uses.add(new ModuleUse(module, null, host(onHost.getOrDefault(module, List.of())), null)));
        uses.sort(Comparator.comparingLong((ModuleUse use) -> -use.deviceNs())
                .thenComparing(use -> -use.host.ns)
                .thenComparing(ModuleUse::module));
        return Collections.unmodifiableList(uses);
    }

    private static Map<String, List<ModuleStats>> group(List<ModuleStats> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.getClass$() == null ? row.getPath() : row.getClass$(),
                        HashMap::new,
                        Collectors.toList()));
    }

    private static Host host(List<ModuleStats> rows) {
        return new Host(
                rows.stream().map(ModuleStats::getInstance).distinct().count(),
                rows.stream().mapToLong(ModuleStats::getCount).sum(),
                rows.stream()
                        .filter(row -> !isInItsClass(row))
                        .mapToLong(ModuleStats::getHostNs)
                        .sum());
    }

    private static OnDevice onDevice(List<ModuleStats> rows, long allNs) {
        return new OnDevice(
                ns(rows),
                allNs == 0 ? 0 : 100.0 * ns(rows) / allNs,
                rows.stream()
                        .filter(row -> !isInItsClass(row))
                        .mapToLong(ModuleStats::getDeviceTotalNs)
                        .sum(),
                rows.stream().mapToLong(ModuleStats::getForwardNs).sum(),
                rows.stream().mapToLong(ModuleStats::getBackwardNs).sum(),
                rows.stream().mapToLong(ModuleStats::getRecomputeNs).sum());
    }

    private static long ns(List<ModuleStats> rows) {
        return rows.stream().mapToLong(ModuleStats::getDeviceNs).sum();
    }

    /** Whether a module of the same class is around it, whose total has its time already. */
    private static boolean isInItsClass(ModuleStats row) {
        String[] path = row.getPath().split("/");
        return Arrays.stream(path, 0, path.length - 1)
                .anyMatch(outer -> outer.replaceFirst(NUMBER, "").equals(row.getClass$()));
    }
}
