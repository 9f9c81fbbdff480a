package io.tracemill.bench.simulate.trace;

import io.tracemill.bench.generate.JsonOutput;
import io.tracemill.bench.generate.TraceFile;
import io.tracemill.bench.simulate.plan.FleetPlan;
import io.tracemill.bench.simulate.time.RankStep;
import io.tracemill.bench.simulate.time.RunTimes;
import java.io.IOException;
import java.nio.file.Path;

/** The traces of a run, in one directory. */
public final class RunTraces {

    /** What the time base of a file is before its first event, in ns. */
    private static final long LEAD = 1_000_000;

    private static final long SECOND = 1_000_000_000L;

    private final FleetPlan plan;
    private final RunTimes times;

    /** The traces of a run. */
    public RunTraces(FleetPlan plan, RunTimes times) {
        this.plan = plan;
        this.times = times;
    }

    /** Name of the file of a rank, as PyTorch's handler gives it: host, process and time. */
    public String name(int rank) {
        long written = (plan.timeline().recordNanos() + times.nanos()) / SECOND * SECOND + rank * 1_000_003L;
        return plan.nodeOf(rank).name() + '_' + plan.process(rank) + '.' + written + ".pt.trace.json.gz";
    }

    /** Writes the file of a rank into an existing directory. */
    public void write(int rank, Path directory) throws IOException {
        long base = plan.timeline().recordNanos() + plan.nodeOf(rank).clockOffsetNanos() - LEAD;
        try (JsonOutput file = new TraceFile(directory.resolve(name(rank))).create()) {
            new TraceHeader(plan, rank).write(file, base);
            EventOutput out = new EventOutput(file);
            names(rank, out);
            StepWriter writer = new StepWriter(plan, rank, out, LEAD);
            for (RankStep step : times.steps(rank)) {
                writer.write(step);
            }
            file.text("\n],\n\"traceName\": \"" + name(rank).replace(".gz", "") + "\"\n}\n");
        }
    }

    private void names(int rank, EventOutput out) throws IOException {
        int process = plan.process(rank);
        out.name("process_name", "\"pid\": " + process + ", \"tid\": 0", "python3");
        out.name("thread_name", "\"pid\": " + process + ", \"tid\": " + process, "thread " + process + " (python3)");
        out.name("process_name", "\"pid\": " + plan.deviceOf(rank).index() + ", \"tid\": 0", "python3");
    }
}
