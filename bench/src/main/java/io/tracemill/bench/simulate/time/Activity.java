package io.tracemill.bench.simulate.time;

import java.util.List;

/**
 * What a device does on average, as shares of the time.
 *
 * @param computing computes
 * @param waiting runs a collective or a transfer in which it waits for others
 * @param transferring runs a collective that transfers
 * @param idle has nothing to do
 */
public record Activity(double computing, double waiting, double transferring, double idle) {

    /** A device without work. */
    public static final Activity NONE = new Activity(0, 0, 0, 1);

    static Activity of(List<RankStep> steps) {
        double computing = 0;
        double waiting = 0;
        double transferring = 0;
        double total = 0;
        for (RankStep step : steps) {
            total += step.endNanos() - step.startNanos();
            for (Timed timed : step.actions()) {
                if (timed.action() instanceof Action.Compute) {
                    computing += timed.nanos();
                } else if (timed.action() instanceof Action.Collective collective) {
                    transferring += collective.nanos();
                    waiting += Math.max(0, timed.nanos() - collective.nanos());
                } else if (timed.action() instanceof Action.Receive) {
                    waiting += timed.nanos();
                }
            }
        }
        double busy = (computing + waiting + transferring) / total;
        return new Activity(computing / total, waiting / total, transferring / total, Math.max(0, 1 - busy));
    }

    /** Share of the time in which it runs anything. */
    public double busy() {
        return 1 - idle;
    }
}
