package io.tracemill.bench.measure;

import io.tracemill.bench.measure.TraceSet.Role;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was measured.
 *
 * @param series one for each set of traces, cold and warm; the large trace comes first
 * @param comparison null if none was asked for
 */
public record BenchReport(
        Machine machine, List<Series> series, @Nullable DuckDbComparison comparison) {

    /** Keeps its own list. */
    public BenchReport {
        series = List.copyOf(series);
    }

    /** The runs over traces of this role. */
    public Optional<Series> of(Role role, boolean warm) {
        return series.stream()
                .filter(one -> one.traces().role() == role && one.warm() == warm)
                .findFirst();
    }

    /** What each of several traces at once costs, where they were measured. */
    public Optional<TraceCost> traceCost(boolean warm) {
        return of(Role.AT_ONCE, warm)
                .map(atOnce -> TraceCost.of(
                        atOnce,
                        of(Role.TOTAL, warm).orElseThrow(),
                        of(Role.LARGE, warm).orElseThrow()));
    }

    /** How many times as long as a cold analysis DuckDB takes. */
    public double duckDbRatio(DuckDbComparison duckDb) {
        return duckDb.seconds().median()
                / of(Role.LARGE, false).orElseThrow().seconds().median();
    }
}
