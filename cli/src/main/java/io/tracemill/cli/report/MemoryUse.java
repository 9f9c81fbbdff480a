package io.tracemill.cli.report;

import io.tracemill.schemas.MemoryHolders;
import io.tracemill.schemas.MemoryStats;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a trace says of memory. Rows are put in order: devices and their steps with the whole trace before its steps,
 * and the largest holders first.
 *
 * @param levels one row per device or component, and one for each of its steps
 * @param holders one row per device, operator, module and phase
 */
public record MemoryUse(List<MemoryStats> levels, List<MemoryHolders> holders) {

    private static final Comparator<@Nullable String> BY_TEXT = Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<@Nullable String> BY_DEVICE =
            Comparator.nullsFirst(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));

    /** Nothing. */
    public static final MemoryUse NONE = new MemoryUse(List.of(), List.of());

    /** Sorts the rows. */
    public MemoryUse {
        levels = levels.stream()
                .sorted(Comparator.comparing(MemoryStats::getDevice, BY_DEVICE)
                        .thenComparing(MemoryStats::getComponent, BY_TEXT)
                        .thenComparing(MemoryStats::getStep, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
        holders = holders.stream()
                .sorted(Comparator.comparingLong((MemoryHolders row) -> -row.getPeakBytes())
                        .thenComparing(row -> -row.getEndBytes())
                        .thenComparing(MemoryHolders::getOperator, BY_TEXT)
                        .thenComparing(MemoryHolders::getModule, BY_TEXT)
                        .thenComparing(MemoryHolders::getPhase, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(MemoryHolders::getDevice, BY_DEVICE))
                .toList();
    }

    /**
     * Levels of the whole trace that say anything. What operators asked for says how much was allocated only where
     * nothing else does, such as a component: it tells nothing when memory is released.
     */
    List<MemoryStats> devices() {
        return levels.stream()
                .filter(row -> row.getStep() == null)
                .filter(row -> row.getPeakAllocatedBytes() != null || row.getPeakReservedBytes() != null)
                .filter(row -> row.getComponent() != null || !hasComponents(row.getDevice()))
                .toList();
    }

    private boolean hasComponents(@Nullable String device) {
        return levels.stream().anyMatch(row -> row.getComponent() != null && Objects.equals(row.getDevice(), device));
    }

    /** Levels of the steps. */
    List<MemoryStats> steps() {
        return levels.stream().filter(row -> row.getStep() != null).toList();
    }

    /** Number of allocations that are not followed to their release. */
    long notFollowed() {
        return levels.stream()
                .filter(row -> row.getStep() == null)
                .mapToLong(MemoryStats::getNotFollowed)
                .sum();
    }
}
