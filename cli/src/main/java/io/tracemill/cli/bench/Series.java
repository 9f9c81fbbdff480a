package io.tracemill.cli.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Runs that did the same: cold in a new process each, warm in one.
 *
 * @param warm whether the process had done it before
 */
record Series(Traces traces, boolean warm, List<Run> runs) {

    String mode() {
        return warm ? "warm" : "cold";
    }

    Spread seconds() {
        return spread(Run::seconds);
    }

    Spread eventsPerSecond() {
        return spread(run -> run.events() / run.seconds());
    }

    Spread megabytesPerSecond() {
        return spread(run -> traces.bytes() / 1e6 / run.seconds());
    }

    Spread spread(ToDoubleFunction<Run> value) {
        return Spread.of(runs.stream().mapToDouble(value).toArray());
    }

    double median(ToDoubleFunction<Run> value) {
        return spread(value).median();
    }

    /** Any of them: what does not depend on time is the same in all. */
    Run any() {
        return runs.get(0);
    }
}
