package io.tracemill.bench.measure;

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

    /** The runs over one large trace. */
    public Optional<Series> large(boolean warm) {
        return series.stream().filter(one -> one.warm() == warm).findFirst();
    }

    /** How many times as many events a second two traces at once give as one, where both were measured. */
    public Optional<Double> twoFilesRatio(boolean warm) {
        return series.stream()
                .filter(two -> two.warm() == warm && two.traces().files().size() == 2)
                .findFirst()
                .flatMap(two -> large(warm)
                        .map(one -> two.eventsPerSecond().median()
                                / one.eventsPerSecond().median()));
    }

    /** How many times as long as a cold analysis DuckDB takes. */
    public double duckDbRatio(DuckDbComparison duckDb) {
        return duckDb.seconds().median() / large(false).orElseThrow().seconds().median();
    }
}
