package io.tracemill.streams.fleet;

import io.tracemill.schemas.QuantityFact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Quantities of a trace for the diagnosis of its run: one for each device and quantity, whatever its labels. */
final class QuantityFacts {

    private record Place(@Nullable String device, String quantity) {}

    private final Map<Place, QuantityFact> facts = new LinkedHashMap<>();

    /** Adds a series. Of several series of a quantity, sums are added up; of other values, the largest mean counts. */
    void add(@Nullable String device, MeasuredSeries found, @Nullable WindowValue before) {
        WindowValue value = found.value();
        QuantityFact fact = QuantityFact.newBuilder()
                .setDevice(device)
                .setQuantity(found.series().quantity())
                .setSource(found.series().source())
                .setMean(value.mean())
                .setMin(value.min())
                .setMax(value.max())
                .setIncrease(value.increase())
                .setBefore(before == null ? null : before.increase() == null ? before.mean() : before.increase())
                .setSamples(value.samples())
                .setHeldPct(100 * value.held())
                .setIntervalNs(found.intervalNanos() < 0 ? null : found.intervalNanos())
                .build();
        facts.merge(new Place(device, fact.getQuantity()), fact, QuantityFacts::merged);
    }

    private static QuantityFact merged(QuantityFact a, QuantityFact b) {
        boolean sums = a.getIncrease() != null;
        return QuantityFact.newBuilder(a)
                .setMean(larger(a.getMean(), b.getMean()))
                .setMin(smaller(a.getMin(), b.getMin()))
                .setMax(larger(a.getMax(), b.getMax()))
                .setIncrease(sum(a.getIncrease(), b.getIncrease()))
                .setBefore(sums ? sum(a.getBefore(), b.getBefore()) : larger(a.getBefore(), b.getBefore()))
                .setSamples(Math.max(a.getSamples(), b.getSamples()))
                .setHeldPct(Math.min(a.getHeldPct(), b.getHeldPct()))
                .build();
    }

    private static @Nullable Double sum(@Nullable Double a, @Nullable Double b) {
        return a == null ? b : b == null ? a : Double.valueOf(a + b);
    }

    private static @Nullable Double larger(@Nullable Double a, @Nullable Double b) {
        return a == null ? b : b == null ? a : Double.valueOf(Math.max(a, b));
    }

    private static @Nullable Double smaller(@Nullable Double a, @Nullable Double b) {
        return a == null ? b : b == null ? a : Double.valueOf(Math.min(a, b));
    }

    List<QuantityFact> all() {
        return new ArrayList<>(facts.values());
    }
}
