package io.tracemill.telemetry.sample;

/** Receives what a reader reads. Each sample that is read is either given or refused, exactly once. */
public interface SampleSink {

    /** The time of a sample whose source gave none. */
    long NO_TIME = Long.MIN_VALUE;

    /**
     * Receives a sample.
     *
     * @param timeNanos time in ns since the epoch; {@link #NO_TIME} where the source gave none
     * @param value the value in the unit of the source; may be NaN or infinite
     */
    void sample(RawSeries series, long timeNanos, double value);

    /**
     * Receives what gave no sample.
     *
     * @param where offset in bytes or number of the record, from 0, for people who search for it
     * @param detail what was expected and what was there, on one line
     */
    void refuse(RefusalReason reason, long where, String detail);
}
