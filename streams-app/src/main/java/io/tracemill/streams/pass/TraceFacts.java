package io.tracemill.streams.pass;

import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.IdlePart;
import io.tracemill.schemas.IdleStats;
import io.tracemill.schemas.KernelStats;
import io.tracemill.schemas.MemoryStats;
import io.tracemill.schemas.TraceFact;
import io.tracemill.streams.rollup.TraceRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a finished trace shows beside its times, as numbers that causes are told by. Shares are of the summed windows of
 * its devices, from 0 to 1.
 */
final class TraceFacts {

    /** Name of a collective kernel with its algorithm and its protocol at the end, such as {@code _RING_LL}. */
    private static final Pattern ALGORITHM = Pattern.compile("^(.*?)_((?:RING|TREE|COLLNET|NVLS|PAT)[A-Z_0-9]*)\\b");

    /** Part of the steps, as one of so many, that may be long because they are the first ones. */
    private static final int FIRST_PART = 3;

    private final Map<String, Double> facts = new TreeMap<>();
    private final TraceRows rows;

    private TraceFacts(TraceRows rows) {
        this.rows = rows;
    }

    /** The facts of a trace, in the order of their names. */
    static List<TraceFact> of(TraceRows rows) {
        TraceFacts facts = new TraceFacts(rows);
        facts.times();
        facts.steps();
        facts.memory();
        facts.collectives();
        List<TraceFact> all = new ArrayList<>();
        facts.facts.forEach((name, value) -> all.add(new TraceFact(name, value)));
        return all;
    }

    private void times() {
        List<DeviceStats> whole = rows.of(DeviceStats.class).stream()
                .filter(row -> row.getStep() == null)
                .toList();
        double total = whole.stream().mapToLong(DeviceStats::getTotalNs).sum();
        if (total == 0) {
            return;
        }
        Map<String, ToLongFunction<DeviceStats>> parts = Map.of(
                "trace.computing", DeviceStats::getComputingNs,
                "trace.communication", DeviceStats::getCommunicationNs,
                "trace.exposed_communication", DeviceStats::getExposedCommunicationNs,
                "trace.idle", DeviceStats::getIdleNs);
        parts.forEach(
                (name, part) -> facts.put(name, whole.stream().mapToLong(part).sum() / total));
        for (IdleStats idle : rows.of(IdleStats.class)) {
            boolean ofHost = idle.getPart() == IdlePart.HOST || idle.getPart() == IdlePart.LAUNCH;
            if (ofHost && idle.getStep() == null) {
                String name = "trace.idle." + idle.getClass$().name().toLowerCase(Locale.ROOT);
                facts.merge(name, idle.getIdleNs() / total, Double::sum);
            }
        }
    }

    /** The first step and the longest later one against the others, and how much the computing of steps varies. */
    private void steps() {
        Map<Integer, long[]> steps = new TreeMap<>();
        for (DeviceStats row : rows.of(DeviceStats.class)) {
            if (row.getStep() != null && row.getStep() >= 0 && !row.getTruncated()) {
                long[] sums = steps.computeIfAbsent(row.getStep(), step -> new long[2]);
                sums[0] += row.getTotalNs();
                sums[1] += row.getComputingNs();
            }
        }
        if (steps.size() < 3) {
            return;
        }
        List<long[]> inOrder = List.copyOf(steps.values());
        long[] others =
                inOrder.stream().skip(1).mapToLong(sums -> sums[0]).sorted().toArray();
        long median = others[(others.length - 1) / 2];
        if (median > 0) {
            facts.put("trace.step.first_ratio", (double) inOrder.get(0)[0] / median);
            inOrder.stream()
                    .skip(inOrder.size() / FIRST_PART)
                    .mapToLong(sums -> sums[0])
                    .max()
                    .ifPresent(longest -> facts.put("trace.step.longest_ratio", (double) longest / median));
        }
        double[] computing =
                inOrder.stream().skip(1).mapToDouble(sums -> sums[1]).toArray();
        double mean = Arrays.stream(computing).average().orElse(0);
        if (mean > 0) {
            double squares = Arrays.stream(computing)
                    .map(one -> (one - mean) * (one - mean))
                    .sum();
            facts.put("trace.step.variation", Math.sqrt(squares / computing.length) / mean);
        }
    }

    private void memory() {
        most("trace.memory.peak_bytes", MemoryStats::getPeakAllocatedBytes);
        most("trace.memory.reserved_bytes", MemoryStats::getPeakReservedBytes);
    }

    private void most(String name, Function<MemoryStats, @Nullable Long> bytes) {
        for (MemoryStats row : rows.of(MemoryStats.class)) {
            @Nullable Long value = bytes.apply(row);
            if (row.getStep() == null && row.getDevice() != null && value != null) {
                facts.merge(name, value.doubleValue(), Math::max);
            }
        }
    }

    /** The most algorithms that one kind of collective ran with, and how much longer the slowest of them took. */
    private void collectives() {
        Map<String, Map<String, long[]>> kinds = new HashMap<>();
        for (KernelStats row : rows.of(KernelStats.class)) {
            Matcher name = row.getKind() == EventKind.COMMUNICATION ? ALGORITHM.matcher(row.getKernel()) : null;
            if (name != null && name.find()) {
                long[] sums = kinds.computeIfAbsent(name.group(1), kind -> new HashMap<>())
                        .computeIfAbsent(name.group(2), algorithm -> new long[2]);
                sums[0] += row.getTotalNs();
                sums[1] += row.getCount();
            }
        }
        for (Map<String, long[]> algorithms : kinds.values()) {
            facts.merge("trace.collective.algorithms", (double) algorithms.size(), Math::max);
            double[] means = algorithms.values().stream()
                    .mapToDouble(sums -> (double) sums[0] / sums[1])
                    .sorted()
                    .toArray();
            if (means[0] > 0) {
                facts.merge("trace.collective.change_ratio", means[means.length - 1] / means[0], Math::max);
            }
        }
    }
}
