package io.tracemill.streams.fleet;

import io.tracemill.schemas.DeviceWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Quantities of a window that follow from others: energy in J, from its counter or else from the power; operations per
 * joule; the share of the time in which the device ran below its clock; and the memory that it has, if no source says
 * so.
 */
final class DerivedQuantities {

    static final String ENERGY = "energy";
    static final String FLOPS_PER_JOULE = "energy.flops";
    static final String THROTTLED = "throttled";

    private static final String ENERGY_COUNTER = "hw.energy";
    private static final String POWER = "hw.power";
    private static final String MEMORY = "hw.gpu.memory.limit";
    private static final String MEMORY_USED = "hw.gpu.memory.usage";
    private static final String MEMORY_FREE = "hw.gpu.memory.free";
    private static final String THROTTLED_TIME = "hw.gpu.throttled.";
    private static final double NANOS_PER_SECOND = 1e9;

    private DerivedQuantities() {}

    /** The quantities that follow for a window. */
    static List<MeasuredSeries> of(DeviceWindow window, List<MeasuredSeries> found) {
        double seconds = window.getDurationNs() / NANOS_PER_SECOND;
        List<MeasuredSeries> derived = new ArrayList<>();
        energy(found, seconds).ifPresent(energy -> {
            derived.add(energy);
            @Nullable Double joule = energy.value().increase();
            @Nullable Long flops = window.getFlops();
            if (flops != null && joule != null && joule > 0) {
                derived.add(with(energy, FLOPS_PER_JOULE, gauge(flops / joule, energy.value())));
            }
        });
        throttled(found, seconds).ifPresent(derived::add);
        memory(found).ifPresent(derived::add);
        return derived;
    }

    /** Whether a quantity that a device has may be needed, for itself or for another one that is asked. */
    static boolean isNeeded(String quantity, Predicate<String> asked) {
        return asked.test(quantity)
                || (asked.test(MEMORY) && (quantity.equals(MEMORY_USED) || quantity.equals(MEMORY_FREE)))
                || (asked.test(ENERGY) && (quantity.equals(ENERGY_COUNTER) || quantity.equals(POWER)))
                || (asked.test(THROTTLED) && quantity.startsWith(THROTTLED_TIME));
    }

    private static Optional<MeasuredSeries> energy(List<MeasuredSeries> found, double seconds) {
        Optional<MeasuredSeries> counted = series(found, ENERGY_COUNTER);
        if (counted.isPresent()) {
            return counted.map(counter -> with(counter, ENERGY, counter.value()));
        }
        return series(found, POWER).map(power -> {
            @Nullable Double mean = power.value().mean();
            return with(power, ENERGY, sum(mean == null ? 0 : mean * seconds, power.value()));
        });
    }

    private static Optional<MeasuredSeries> throttled(List<MeasuredSeries> found, double seconds) {
        List<MeasuredSeries> reasons = found.stream()
                .filter(one -> one.series().quantity().startsWith(THROTTLED_TIME))
                .toList();
        if (reasons.isEmpty() || seconds == 0) {
            return Optional.empty();
        }
        double throttled = reasons.stream()
                .mapToDouble(
                        one -> one.value().increase() == null ? 0 : one.value().increase())
                .max()
                .orElse(0);
        MeasuredSeries first = reasons.get(0);
        return Optional.of(with(first, THROTTLED, gauge(Math.min(1, throttled / seconds), first.value())));
    }

    private static Optional<MeasuredSeries> memory(List<MeasuredSeries> found) {
        Optional<MeasuredSeries> used = series(found, MEMORY_USED);
        Optional<MeasuredSeries> free = series(found, MEMORY_FREE);
        if (used.isEmpty() || free.isEmpty() || series(found, MEMORY).isPresent()) {
            return Optional.empty();
        }
        @Nullable Double inUse = used.get().value().mean();
        @Nullable Double left = free.get().value().mean();
        return inUse == null || left == null
                ? Optional.empty()
                : used.map(one -> with(one, MEMORY, gauge(inUse + left, one.value())));
    }

    private static Optional<MeasuredSeries> series(List<MeasuredSeries> found, String quantity) {
        return found.stream()
                .filter(one -> one.series().quantity().equals(quantity))
                .findFirst();
    }

    private static MeasuredSeries with(MeasuredSeries from, String quantity, WindowValue value) {
        Series of = from.series();
        Series series = new Series(of.source(), of.device(), quantity, null, value.increase() != null);
        return new MeasuredSeries(series, value, from.intervalNanos());
    }

    private static WindowValue gauge(double value, WindowValue from) {
        return new WindowValue(value, value, value, value, null, 0, from.samples(), from.held(), from.oldestNanos());
    }

    private static WindowValue sum(double value, WindowValue from) {
        return new WindowValue(
                null, null, null, null, value, from.resets(), from.samples(), from.held(), from.oldestNanos());
    }
}
