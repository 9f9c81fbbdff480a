package io.tracemill.streams.rollup;

import io.tracemill.streams.state.CounterState;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Exact sums of the hardware counters of a set of calls, by counter. Their order makes no difference. */
final class CounterSums {

    private final Map<String, CounterSum> sums = new TreeMap<>();

    private record CounterSum(long count, BigDecimal sum) {
        CounterSum plus(CounterSum other) {
            return new CounterSum(count + other.count, sum.add(other.sum));
        }
    }

    /** Adds the counters of one call, without values that are no numbers. */
    void add(Map<String, Double> counters) {
        counters.forEach(this::add);
    }

    private void add(String counter, Double value) {
        if (Double.isFinite(value)) {
            sums.merge(counter, new CounterSum(1, BigDecimal.valueOf(value)), CounterSum::plus);
        }
    }

    void add(CounterSums other) {
        other.sums.forEach((counter, sum) -> sums.merge(counter, sum, CounterSum::plus));
    }

    void addState(@Nullable Map<String, CounterState> state) {
        if (state != null) {
            state.forEach((counter, sum) -> sums.merge(
                    counter, new CounterSum(sum.getCount(), new BigDecimal(sum.getSum())), CounterSum::plus));
        }
    }

    @Nullable
    Map<String, CounterState> state() {
        if (sums.isEmpty()) {
            return null;
        }
        Map<String, CounterState> state = new HashMap<>();
        sums.forEach((counter, sum) -> state.put(counter, new CounterState(sum.count, sum.sum.toString())));
        return state;
    }

    /** Mean of each counter over the calls that have it; null if none has any. */
    @Nullable
    Map<String, Double> means() {
        if (sums.isEmpty()) {
            return null;
        }
        Map<String, Double> means = new TreeMap<>();
        sums.forEach((counter, sum) -> means.put(counter, sum.sum.doubleValue() / sum.count));
        return means;
    }

    void clear() {
        sums.clear();
    }
}
