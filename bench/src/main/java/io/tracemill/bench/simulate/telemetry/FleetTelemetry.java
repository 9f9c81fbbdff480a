package io.tracemill.bench.simulate.telemetry;

import io.tracemill.bench.simulate.fault.Fault;
import io.tracemill.bench.simulate.plan.Draw;
import io.tracemill.bench.simulate.plan.FleetPlan;
import io.tracemill.bench.simulate.time.RunTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The telemetry of the nodes of a run, and of a node with a service: a file for each node and exporter. */
public final class FleetTelemetry {

    private static final long INTERVAL = 15_000_000_000L;
    private static final long JITTER = 40_000_000L;

    private final FleetPlan plan;
    private final Conditions conditions;

    /**
     * The telemetry of a run.
     *
     * @param even times of the run while nothing is wrong
     * @param faulty times of the run with its faults
     */
    public FleetTelemetry(FleetPlan plan, List<Fault> faults, RunTimes even, RunTimes faulty) {
        this.plan = plan;
        this.conditions = new Conditions(plan, faults, even, faulty);
    }

    /** Writes the files of a node into an existing directory. */
    public void write(int node, Path directory) throws IOException {
        String name = plan.nodes().get(node).name();
        write(new DeviceScrapes(plan, node, conditions), name, directory);
        write(new NodeScrapes(plan, node, conditions), name, directory);
    }

    /** Writes the file of the service into an existing directory. */
    public void writeService(Path directory) throws IOException {
        String name = service(plan);
        write(new ServiceScrapes(name, conditions, plan.draw().of("service")), name, directory);
    }

    /** Name of the node with the service. */
    public static String service(FleetPlan plan) {
        return "serve-%02d".formatted(1 + plan.draw().of("service").below(90));
    }

    private void write(Scrapes scrapes, String node, Path directory) throws IOException {
        Draw times = plan.draw().of("scrape " + scrapes.source(), node.hashCode());
        long start = plan.timeline().startNanos()
                + (long) (INTERVAL * times.of("begin").share());
        try (MetricsFile file = new MetricsFile(directory.resolve(node + '-' + scrapes.source() + ".prom.gz"))) {
            long before = start - INTERVAL;
            for (long at = start; at < plan.timeline().endNanos(); at += INTERVAL) {
                long now = at + (long) (JITTER * times.of("jitter", at).share());
                scrapes.write(file, now, (now - before) / 1e9);
                before = now;
            }
        }
    }
}
