package io.tracemill.bench.measure;

/**
 * What each of several traces at once costs.
 *
 * @param traces their number
 * @param tracesPerSecond how many are done in a second of wall time
 * @param cpuMillis CPU time for each, in ms; 0 where that cannot be seen
 * @param fixedMillis part of it that does not depend on the size of a trace, in ms: the CPU time of all, less that of
 *     one trace of the same total size, for each; 0 where that cannot be seen
 * @param ratio how many times as many events a second as one of these traces alone
 */
public record TraceCost(int traces, double tracesPerSecond, double cpuMillis, double fixedMillis, double ratio) {

    static TraceCost of(Series atOnce, Series total, Series alone) {
        int traces = atOnce.traces().files().size();
        double cpu = atOnce.cpuSeconds().median();
        return new TraceCost(
                traces,
                traces / atOnce.seconds().median(),
                1e3 * cpu / traces,
                1e3 * (cpu - total.cpuSeconds().median()) / traces,
                atOnce.eventsPerSecond().median() / alone.eventsPerSecond().median());
    }

    /** Whether the system says how much CPU time there was. */
    public boolean isSeen() {
        return cpuMillis > 0;
    }
}
