package io.tracemill.telemetry.json;

import io.tracemill.telemetry.message.Samples;
import io.tracemill.telemetry.message.SeriesSamples;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** One metric of Vector on its way to the samples. */
record VectorMetric(Samples samples, String name, Map<String, String> tags, long timeNanos) {

    /** A sample of a series with the labels of the metric. */
    void give(String suffix, SampleKind kind, OptionalDouble value) {
        give(samples.of(name + suffix, tags, kind), value);
    }

    /** A sample of a series with one label more, as its name and its value. */
    void part(String suffix, List<String> label, SampleKind kind, OptionalDouble value) {
        Map<String, String> labels = new HashMap<>(tags);
        labels.put(label.get(0), label.get(1));
        give(samples.of(name + suffix, labels, kind), value);
    }

    /** Refuses the metric. */
    void refuse() {
        samples.of(name, tags, SampleKind.UNKNOWN)
                .refuse(
                        RefusalReason.UNSUPPORTED,
                        "a gauge, a counter, an aggregated_histogram or an aggregated_summary was expected");
    }

    private void give(SeriesSamples series, OptionalDouble value) {
        value.ifPresentOrElse(
                (double number) -> series.give(timeNanos, number),
                () -> series.refuse(RefusalReason.NOT_A_NUMBER, "a number was expected"));
    }
}
