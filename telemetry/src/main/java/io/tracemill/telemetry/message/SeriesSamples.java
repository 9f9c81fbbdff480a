package io.tracemill.telemetry.message;

import io.tracemill.telemetry.sample.RawSeries;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleSink;
import org.jspecify.annotations.Nullable;

/** The samples of one series of a message; all are refused where the series itself is. */
public final class SeriesSamples {

    /** The bits of the value by which Prometheus marks the end of a series: one certain NaN. */
    public static final long STALE = 0x7ff0000000000002L;

    private final Samples samples;
    private final @Nullable RawSeries series;
    private final RefusalReason reason;
    private final String fault;

    SeriesSamples(Samples samples, @Nullable RawSeries series, RefusalReason reason, String fault) {
        this.samples = samples;
        this.series = series;
        this.reason = reason;
        this.fault = fault;
    }

    /**
     * Gives a sample, or refuses it: for its series, its time, or as the mark of an end.
     *
     * @param timeNanos {@link SampleSink#NO_TIME} where the message has none
     */
    public void give(long timeNanos, double value) {
        if (series == null) {
            samples.refuse(reason, fault);
        } else if (timeNanos < 0 && timeNanos != SampleSink.NO_TIME) {
            samples.refuse(
                    RefusalReason.TIME_OUT_OF_RANGE,
                    Samples.shown(series.metric()) + ": a time must be within 1970 and 2262");
        } else if (Double.doubleToRawLongBits(value) == STALE) {
            samples.refuse(RefusalReason.STALE, Samples.shown(series.metric()) + ": the series has ended");
        } else {
            samples.give(series, timeNanos, value);
        }
    }

    /** Refuses a sample; for its series where that is refused. */
    public void refuse(RefusalReason because, String detail) {
        if (series == null) {
            samples.refuse(reason, fault);
        } else {
            samples.refuse(because, Samples.shown(series.metric()) + ": " + detail);
        }
    }
}
