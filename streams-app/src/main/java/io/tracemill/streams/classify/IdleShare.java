package io.tracemill.streams.classify;

import io.tracemill.schemas.HostActivity;
import io.tracemill.schemas.IdleCause;
import io.tracemill.schemas.IdleStats;
import io.tracemill.schemas.wording.Advice;
import io.tracemill.streams.trace.SymbolTable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Part of the idle time of a window that has one code: what the host did, or why launched work had not begun.
 *
 * @param code name of the activity, or of the cause in part DEVICE
 * @param cause cause in part DEVICE; null in the parts before the end of the launch call
 * @param activity what the host did, or did most meanwhile
 * @param nanos time in ns
 * @param gaps number of gaps that the time is part of
 * @param name name that took most of the time of the activity; none for what was folded
 */
record IdleShare(
        String code, @Nullable IdleCause cause, HostActivity activity, long nanos, long gaps, Optional<Name> name) {

    private static final long LONG_DELAY_NANOS = 20_000;

    /**
     * Name with its time.
     *
     * @param place where it took at least half of its time; none if that is nowhere
     */
    record Name(String name, Optional<String> place, long nanos) {}

    /** Code of a row. A row of part UNKNOWN has none, because what the host did meanwhile is coincidence. */
    static Optional<String> code(IdleStats row) {
        return switch (row.getPart()) {
            case HOST, LAUNCH -> Optional.of(row.getClass$().name());
            case DEVICE -> Optional.ofNullable(row.getCause()).map(IdleCause::name);
            case UNKNOWN -> Optional.empty();
        };
    }

    /** Share of rows that have one code. */
    static IdleShare of(String code, List<IdleStats> rows) {
        HostActivity activity =
                largest(rows, IdleStats::getClass$).map(Largest::key).orElseThrow();
        List<IdleStats> named = rows.stream()
                .filter(row -> row.getClass$() == activity && isNamed(row))
                .toList();
        return new IdleShare(
                code,
                rows.get(0).getCause(),
                activity,
                rows.stream().mapToLong(IdleStats::getIdleNs).sum(),
                rows.stream().mapToLong(IdleStats::getCount).sum(),
                largest(named, IdleStats::getName).map(name -> name(name, named)));
    }

    private static boolean isNamed(IdleStats row) {
        return row.getName() != null && !row.getName().equals(SymbolTable.OTHER);
    }

    private static Name name(Largest<String> largest, List<IdleStats> rows) {
        List<IdleStats> placed = rows.stream()
                .filter(row -> largest.key.equals(row.getName()) && row.getPlace() != null)
                .toList();
        Optional<String> place = largest(placed, IdleStats::getPlace)
                .filter(most -> most.nanos >= largest.nanos - most.nanos)
                .map(Largest::key);
        return new Name(largest.key, place, largest.nanos);
    }

    private record Largest<K>(K key, long nanos) {}

    /** Key of the rows with the largest sum of idle time; of equal sums the first one. */
    private static <K extends Comparable<? super K>> Optional<Largest<K>> largest(
            List<IdleStats> rows, Function<IdleStats, K> key) {
        Map<K, Long> sums = rows.stream()
                .collect(Collectors.groupingBy(key, HashMap::new, Collectors.summingLong(IdleStats::getIdleNs)));
        return sums.entrySet().stream()
                .map(sum -> new Largest<>(sum.getKey(), sum.getValue()))
                .min(Comparator.comparingLong((Largest<K> sum) -> -sum.nanos).thenComparing(Largest::key));
    }

    /** Advice against it. */
    Advice advice() {
        if (cause == null) {
            return advice(activity);
        }
        return switch (cause) {
            case BEFORE_RECORDING -> Advice.BEFORE_RECORDING;
            case GRAPH -> Advice.GRAPH;
            case DEVICE_QUEUE -> nanos > LONG_DELAY_NANOS * gaps ? Advice.LATE_ON_DEVICE : Advice.DISPATCH_LATENCY;
        };
    }

    private static Advice advice(HostActivity activity) {
        return switch (activity) {
            case INPUT -> Advice.INPUT;
            case COMPILE, MODULE_LOAD -> Advice.WARM_UP;
            case SYNC -> Advice.SYNC;
            case COLLECTIVE_WAIT -> Advice.COLLECTIVE_WAIT;
            case ALLOCATION -> Advice.ALLOCATION;
            case LAUNCH, RUNTIME, FRAMEWORK, PYTHON, BETWEEN -> Advice.HOST_BOUND;
            case NOTHING_RECORDED -> Advice.NOTHING_RECORDED;
        };
    }

    /** Whether the time is spent only at the first use of code or memory. */
    boolean isWarmUp() {
        return cause == null
                && switch (activity) {
                    case COMPILE, MODULE_LOAD, ALLOCATION -> true;
                    case INPUT, SYNC, COLLECTIVE_WAIT, LAUNCH, RUNTIME, FRAMEWORK, PYTHON, BETWEEN, NOTHING_RECORDED ->
                        false;
                };
    }
}
