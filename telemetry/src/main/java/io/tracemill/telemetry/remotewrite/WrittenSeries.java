package io.tracemill.telemetry.remotewrite;

import io.tracemill.telemetry.message.Samples;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One series of a request: its labels and its samples, as they came. */
final class WrittenSeries {

    private static final String NAME = "__name__";

    private final Map<String, String> labels = new HashMap<>();
    private String metric = "";
    private @Nullable String fault;
    private long[] times = new long[1];
    private double[] values = new double[1];
    private int size;
    private int histograms;

    void label(String name, String value) {
        if (name.equals(NAME) && metric.isEmpty()) {
            metric = value;
        } else if (name.isEmpty() || name.equals(NAME) || labels.put(name, value) != null) {
            fault("a label must have a name, and only once: " + Samples.shown(name));
        }
    }

    void sample(long timeMillis, double value) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        times[size] = timeMillis;
        values[size++] = value;
    }

    void histogram() {
        histograms++;
    }

    void fault(String what) {
        fault = what;
    }

    /** What is wrong with the labels; null where they are right. */
    @Nullable
    String fault() {
        return fault;
    }

    String metric() {
        return metric;
    }

    Map<String, String> labels() {
        return labels;
    }

    int size() {
        return size;
    }

    long timeMillis(int sample) {
        return times[sample];
    }

    double value(int sample) {
        return values[sample];
    }

    int histograms() {
        return histograms;
    }
}
