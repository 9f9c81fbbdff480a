package io.tracemill.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How long DuckDB takes to count the events of the same file, in a new process each time.
 *
 * @param seconds from start to end of the process
 * @param peakBytes the most memory it held; 0 where that cannot be seen
 */
public record DuckDbComparison(Spread seconds, Spread peakBytes) {
    /** It takes long, and hardly varies. */
    private static final int MOST_RUNS = 3;

    static DuckDbComparison of(JavaCommand java, Class<?> eventCount, Path work, Series cold, Consumer<String> progress)
            throws IOException, InterruptedException {
        int runs = Math.min(MOST_RUNS, cold.runs().size());
        List<Double> seconds = new ArrayList<>();
        List<Double> peaks = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            String what = "DuckDB read_json, run " + run + " of " + runs;
            progress.accept(what);
            long start = System.nanoTime();
            try (ChildProcess child = ChildProcess.start(
                            what,
                            java.run(
                                    eventCount,
                                    List.of(cold.traces().files().get(0).toString())),
                            work.resolve("stderr"));
                    ProcessWatch watch = ProcessWatch.start(child.pid(), work)) {
                String counted = child.readLine();
                child.succeed();
                seconds.add((System.nanoTime() - start) / 1e9);
                peaks.add((double) watch.lap().peakBytes());
                check(what, counted, cold);
            }
        }
        return new DuckDbComparison(spread(seconds), spread(peaks));
    }

    private static void check(String what, @Nullable String counted, Series cold) throws MeasurementException {
        String read = Long.toString(cold.any().digest().counts().read());
        if (!read.equals(counted)) {
            throw new MeasurementException(what + ": wrong answer: " + counted + " events, but tracemill read " + read);
        }
    }

    private static Spread spread(List<Double> values) {
        return Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
