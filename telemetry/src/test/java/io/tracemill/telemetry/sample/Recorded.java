package io.tracemill.telemetry.sample;

import java.util.ArrayList;
import java.util.List;

/** A sink that keeps all that it is given, for tests. */
public final class Recorded implements SampleSink {

    /** A sample. */
    public record Sample(RawSeries series, long timeNanos, double value) {}

    /** What gave no sample. */
    public record Refused(RefusalReason reason, long where, String detail) {}

    public final List<Sample> samples = new ArrayList<>();
    public final List<Refused> refused = new ArrayList<>();

    @Override
    public void sample(RawSeries series, long timeNanos, double value) {
        samples.add(new Sample(series, timeNanos, value));
    }

    @Override
    public void refuse(RefusalReason reason, long where, String detail) {
        refused.add(new Refused(reason, where, detail));
    }

    /** The reasons, in the order in which they came. */
    public List<RefusalReason> reasons() {
        return refused.stream().map(Refused::reason).toList();
    }
}
