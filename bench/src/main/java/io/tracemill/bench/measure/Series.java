package io.tracemill.bench.measure;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Runs over the same traces, all cold or all warm.
 *
 * @param warm whether all runs were in one process that had analysed before; otherwise each is in a new process
 */
public record Series(TraceSet traces, boolean warm, List<MeasuredRun> runs) {

    /** {@code warm} or {@code cold}. */
    public String mode() {
        return warm ? "warm" : "cold";
    }

    /** Wall time. */
    public Spread seconds() {
        return spread(MeasuredRun::seconds);
    }

    /** Events read, per second of wall time. */
    public Spread eventsPerSecond() {
        return spread(run -> run.events() / run.seconds());
    }

    /** Megabytes of traces per second of wall time. */
    public Spread megabytesPerSecond() {
        return spread(run -> traces.bytes() / 1e6 / run.seconds());
    }

    /** CPU time of all cores. */
    public Spread cpuSeconds() {
        return spread(run -> run.cpuNanos() / 1e9);
    }

    /** A value of all runs. */
    public Spread spread(ToDoubleFunction<MeasuredRun> value) {
        return Spread.of(runs.stream().mapToDouble(value).toArray());
    }

    /** One of the runs: what does not depend on time is equal in all. */
    public MeasuredRun any() {
        return runs.get(0);
    }
}
