package io.tracemill.bench.simulate.telemetry;

import io.tracemill.bench.simulate.plan.Draw;
import java.io.IOException;

/** Times of the processors of a node, by mode. */
final class ProcessorTimes {

    /** Processors that a node has. Nodes with such devices have more; the files would only be longer. */
    static final int PROCESSORS = 32;

    private static final String METRIC = "node_cpu_seconds_total";
    private static final String[] MODES = {"idle", "iowait", "system", "user"};

    private final Draw draw;
    private final String target;
    private final double[][] seconds = new double[PROCESSORS][MODES.length];

    /**
     * What the processors do.
     *
     * @param busy share of the time in which they work
     * @param waiting share of the time in which they wait for a disk
     * @param number number of the scrape
     */
    record Use(double busy, double waiting, long number) {}

    ProcessorTimes(Draw draw, String target) {
        this.draw = draw;
        this.target = target;
        for (int processor = 0; processor < PROCESSORS; processor++) {
            seconds[processor][0] =
                    Math.rint(4e5 + 1e5 * draw.of("processor", processor).share());
        }
    }

    void write(MetricsFile file, long millis, double passed, Use use) throws IOException {
        file.describe(METRIC, "Seconds the CPUs spent in each mode.", Form.SECONDS);
        for (int processor = 0; processor < PROCESSORS; processor++) {
            double around = draw.of("busy", processor, use.number()).between(0.8, 1.2);
            double busy = Math.min(1, use.busy() * around);
            double waiting = Math.min(1 - busy, use.waiting());
            double[] grew = {1 - busy - waiting, waiting, 0.2 * busy, 0.8 * busy};
            for (int mode = 0; mode < MODES.length; mode++) {
                seconds[processor][mode] += Math.rint(100 * passed * grew[mode]) / 100;
                file.sample(
                        METRIC,
                        "cpu=\"" + processor + "\",mode=\"" + MODES[mode] + "\"," + target,
                        MetricsFile.text(Form.SECONDS, seconds[processor][mode]),
                        millis);
            }
        }
    }
}
