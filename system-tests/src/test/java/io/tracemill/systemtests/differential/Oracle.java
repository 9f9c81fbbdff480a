package io.tracemill.systemtests.differential;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the archive must say about a trace: rows by key, each column under the name it has in the archive.
 *
 * @param kinds published events by kind
 * @param operators by {@code kind|operator}
 * @param kernels by {@code device|kind|kernel}
 * @param devices by {@code device|step}
 */
record Oracle(
        OracleTrace trace,
        Map<String, Long> kinds,
        SortedMap<String, Map<String, @Nullable Object>> operators,
        SortedMap<String, Map<String, @Nullable Object>> kernels,
        SortedMap<String, Map<String, @Nullable Object>> devices) {

    static Oracle of(OracleTrace trace) {
        Map<String, Long> kinds = new TreeMap<>();
        trace.events().forEach(event -> kinds.merge(event.kind, 1L, Long::sum));
        return new Oracle(
                trace,
                kinds,
                operatorRows(trace.events()),
                kernelRows(trace.events()),
                OracleDevices.rows(trace.events()));
    }

    List<OracleEvent> deviceEvents() {
        return trace.events().stream().filter(OracleEvent::onDevice).toList();
    }

    private static SortedMap<String, Map<String, @Nullable Object>> operatorRows(List<OracleEvent> events) {
        Map<String, Tally> tallies = new TreeMap<>();
        Map<String, long[]> sums = new TreeMap<>();
        for (OracleEvent event : events) {
            if (event.nests()) {
                tallies.computeIfAbsent(operatorKey(event), key -> new Tally()).add(event.duration);
                long[] sum = sums.computeIfAbsent(operatorKey(event), key -> new long[6]);
                sum[0] += event.self;
                sum[1] += event.children;
                sum[5] += event.runtime;
            }
        }
        for (OracleEvent event : events) {
            if (event.onDevice() && event.launch != null) {
                for (OracleEvent around : event.launch.open) {
                    Objects.requireNonNull(sums.get(operatorKey(around)))[2] += event.duration;
                }
            }
            if (event.onDevice() && event.owner != null) {
                long[] owner = Objects.requireNonNull(sums.get(operatorKey(event.owner)));
                owner[3]++;
                owner[4] += event.duration;
            }
        }
        SortedMap<String, Map<String, @Nullable Object>> rows = new TreeMap<>();
        tallies.forEach((key, tally) -> {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            tally.describe(row);
            long[] sum = Objects.requireNonNull(sums.get(key));
            row.put("self_ns", sum[0]);
            row.put("runtime_ns", sum[5]);
            row.put("children", sum[1]);
            row.put("device_total_ns", sum[2]);
            row.put("kernel_count", sum[3]);
            row.put("device_ns", sum[4]);
            rows.put(key, row);
        });
        return rows;
    }

    private static String operatorKey(OracleEvent event) {
        return event.kind + "|" + event.name;
    }

    private static SortedMap<String, Map<String, @Nullable Object>> kernelRows(List<OracleEvent> events) {
        Map<String, List<OracleEvent>> calls = new TreeMap<>();
        for (OracleEvent event : events) {
            if (event.onDevice()) {
                calls.computeIfAbsent(event.device + "|" + event.kind + "|" + event.name, key -> new ArrayList<>())
                        .add(event);
            }
        }
        SortedMap<String, Map<String, @Nullable Object>> rows = new TreeMap<>();
        calls.forEach((key, ofKernel) -> rows.put(key, kernelRow(ofKernel)));
        return rows;
    }

    private static Map<String, @Nullable Object> kernelRow(List<OracleEvent> calls) {
        Tally durations = new Tally();
        Tally launches = new Tally();
        Tally firstLaunch = new Tally();
        @Nullable OracleEvent first = null;
        Tally queuing = new Tally();
        OracleEvent longest = calls.get(0);
        for (OracleEvent call : calls) {
            durations.add(call.duration);
            longest = call.duration > longest.duration ? call : longest;
            OracleEvent launch = call.launch;
            if (launch != null && !launch.name.toLowerCase(Locale.ROOT).contains("graphlaunch")) {
                (first == null ? firstLaunch : launches).add(launch.duration);
                first = first == null ? launch : first;
                queuing.add(Math.max(0, call.start - launch.end()));
            }
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        durations.describe(row);
        row.put("launched_count", queuing.count());
        Tally usual = launches.count() == 0 ? firstLaunch : launches;
        row.put("mean_launch_ns", usual.count() == 0 ? null : usual.mean());
        row.put("first_launch_ns", first == null ? null : first.duration);
        row.put("mean_queuing_ns", queuing.count() == 0 ? null : queuing.mean());
        String geometry = geometry(longest);
        row.put(
                "geometry_varies",
                calls.stream().anyMatch(call -> !geometry(call).equals(geometry)));
        row.put("grid", Json.joined(longest.args.get("grid")));
        row.put("block", Json.joined(longest.args.get("block")));
        row.put("registers_per_thread", Json.whole(longest.args.get("registers per thread")));
        row.put("shared_memory_bytes", Json.whole(longest.args.get("shared memory")));
        row.put("bytes", bytes(calls));
        row.put("occupancy_pct", occupancy(calls));
        return row;
    }

    private static String geometry(OracleEvent call) {
        return Json.joined(call.args.get("grid")) + "/" + Json.joined(call.args.get("block"));
    }

    private static @Nullable Long bytes(List<OracleEvent> calls) {
        Long sum = null;
        for (OracleEvent call : calls) {
            Long bytes = Json.whole(call.args.get("bytes"));
            sum = bytes == null ? sum : Long.valueOf(bytes + (sum == null ? 0 : sum));
        }
        return sum;
    }

    private static @Nullable Double occupancy(List<OracleEvent> calls) {
        List<BigDecimal> stated = calls.stream()
                .map(call -> call.args.get("est. achieved occupancy %"))
                .filter(Objects::nonNull)
                .map(value -> new BigDecimal(Json.text(value)))
                .toList();
        BigDecimal sum = stated.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return stated.isEmpty() ? null : Double.valueOf(sum.doubleValue() / stated.size());
    }
}
