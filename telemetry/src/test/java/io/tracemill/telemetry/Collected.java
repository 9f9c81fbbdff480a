package io.tracemill.telemetry;

import io.tracemill.telemetry.sample.RawSeries;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleSink;
import java.util.ArrayList;
import java.util.List;

/** What a reader gave and refused, each as a line. */
public final class Collected implements SampleSink {

    private final List<String> samples = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final List<Long> places = new ArrayList<>();

    @Override
    public void sample(RawSeries series, long timeNanos, double value) {
        samples.add(series + " " + series.kind() + " " + (timeNanos == NO_TIME ? "-" : timeNanos) + " " + value);
    }

    @Override
    public void refuse(RefusalReason reason, long where, String detail) {
        refused.add(reason + ": " + detail);
        places.add(where);
    }

    /** Series, kind, time and value of each sample. */
    public List<String> samples() {
        return samples;
    }

    /** Reason and detail of each refusal. */
    public List<String> refused() {
        return refused;
    }

    /** The place of each refusal. */
    public List<Long> places() {
        return places;
    }
}
