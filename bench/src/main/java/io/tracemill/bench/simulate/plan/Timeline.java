package io.tracemill.bench.simulate.plan;

/**
 * When what happens, in ns since the epoch.
 *
 * @param startNanos begin of the telemetry
 * @param jobNanos begin of the training; the devices are idle before
 * @param pauseNanos begin of a checkpoint, in which no rank computes
 * @param resumeNanos end of the checkpoint
 * @param recordNanos begin of the recorded steps
 * @param endNanos end of the telemetry; the training goes on
 */
public record Timeline(
        long startNanos, long jobNanos, long pauseNanos, long resumeNanos, long recordNanos, long endNanos) {

    private static final long SECOND = 1_000_000_000L;

    /** 2026-03-02T08:00:00Z. */
    private static final long EARLIEST = 1_772_438_400L * SECOND;

    private static final int SPREAD_SECONDS = 40_000;

    /**
     * The times of a run.
     *
     * @param minutes length of the telemetry
     * @param justStarted whether the training begins just before the recorded steps
     */
    static Timeline of(int minutes, boolean justStarted, Draw draw) {
        long length = minutes * 60L * SECOND;
        long start = EARLIEST + draw.of("start").below(SPREAD_SECONDS) * SECOND;
        long record = start + part(length, draw.of("record").between(0.55, 0.62));
        long pause = start + part(length, draw.of("pause").between(0.22, 0.26));
        return new Timeline(
                start,
                justStarted ? record : start + part(length, draw.of("job").between(0.04, 0.08)),
                pause,
                pause + part(length, 0.025),
                record,
                start + length);
    }

    private static long part(long length, double share) {
        return (long) (length * share);
    }

    /** Whether the ranks train at a time. */
    public boolean trains(long nanos) {
        return nanos >= jobNanos && (nanos < pauseNanos || nanos >= resumeNanos);
    }

    /** The time at a share of the telemetry. */
    public long at(double share) {
        return startNanos + part(endNanos - startNanos, share);
    }
}
