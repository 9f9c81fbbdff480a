package io.tracemill.bench.simulate;

import io.tracemill.bench.generate.JsonOutput;
import io.tracemill.bench.generate.TraceFile;
import io.tracemill.bench.simulate.fault.Site;
import io.tracemill.bench.simulate.plan.FleetPlan;
import io.tracemill.bench.simulate.plan.RankGroup;
import io.tracemill.bench.simulate.plan.Timeline;
import io.tracemill.bench.simulate.plan.Topology;
import io.tracemill.bench.simulate.time.RunTimes;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What is true of a run, as JSON. */
final class TruthFile {

    private final FleetPlan plan;
    private final long seed;
    private final RunTimes times;
    private final List<SimulatedFault> faults;

    TruthFile(FleetPlan plan, long seed, RunTimes times, List<SimulatedFault> faults) {
        this.plan = plan;
        this.seed = seed;
        this.times = times;
        this.faults = faults;
    }

    /** @param trace the path of the trace of a rank */
    void write(Path file, IntFunction<String> trace) throws IOException {
        Topology topology = plan.topology();
        Timeline timeline = plan.timeline();
        try (JsonOutput out = new TraceFile(file).create()) {
            out.text("{\n  \"run\": \"" + plan.run() + "\",\n  \"seed\": " + seed + ",\n  \"ranks\": "
                    + topology.ranks() + ",\n  \"nodes\": " + topology.nodes() + ",\n  \"stages\": "
                    + topology.stages() + ",\n  \"microbatches\": " + topology.microbatches() + ",\n  \"tensor\": "
                    + topology.tensor() + ",\n  \"data\": " + topology.data() + ",\n  \"steps\": "
                    + plan.shape().steps() + ",\n  \"first_step\": " + plan.firstStep() + ",\n  \"step_ns\": "
                    + times.nanos() / plan.shape().steps() + ",\n  \"start_ns\": " + timeline.startNanos()
                    + ",\n  \"job_start_ns\": " + timeline.jobNanos() + ",\n  \"pause_from_ns\": "
                    + timeline.pauseNanos() + ",\n  \"pause_to_ns\": " + timeline.resumeNanos()
                    + ",\n  \"record_from_ns\": " + timeline.recordNanos() + ",\n  \"record_to_ns\": "
                    + (timeline.recordNanos() + times.nanos()) + ",\n  \"end_ns\": " + timeline.endNanos() + ",\n");
            out.text("  \"faults\": [" + joined(faults.size(), i -> fault(faults.get(i))) + "],\n");
            out.text("  \"placements\": [" + joined(topology.ranks(), rank -> placement(rank, trace.apply(rank)))
                    + "]\n}\n");
        }
    }

    private static String joined(int count, IntFunction<String> element) {
        StringJoiner all = new StringJoiner(",\n    ", "\n    ", "\n  ");
        all.setEmptyValue("");
        for (int i = 0; i < count; i++) {
            all.add(element.apply(i));
        }
        return all.toString();
    }

    private String placement(int rank, String trace) {
        return "{\"rank\": " + rank + ", \"stage\": " + plan.topology().stage(rank) + ", \"node\": \""
                + plan.nodeOf(rank).name() + "\", \"device\": "
                + plan.deviceOf(rank).index() + ", \"uuid\": \""
                + plan.deviceOf(rank).uuid() + "\", \"trace\": \"" + trace + "\"}";
    }

    private String fault(SimulatedFault of) {
        Site site = of.fault().site();
        List<Integer> ranks = site.ranks();
        StringJoiner nodes = new StringJoiner("\", \"", "[\"", "\"]").setEmptyValue("[]");
        ranks.stream().map(rank -> plan.nodeOf(rank).name()).distinct().forEach(nodes::add);
        StringJoiner uuids = new StringJoiner("\", \"", "[\"", "\"]").setEmptyValue("[]");
        ranks.forEach(rank -> uuids.add(plan.deviceOf(rank).uuid()));
        return "{\"kind\": \"" + of.kind() + "\", \"innocent\": " + of.kind().isControl() + ", \"severity_pct\": "
                + rounded(100 * of.fault().severity()) + ", \"cost_pct\": " + rounded(of.costPercent())
                + ", \"findings\": [\"" + String.join("\", \"", of.fault().findings()) + "\"], \"ranks\": " + ranks
                + ", \"nodes\": " + nodes + ", \"whole_node\": " + (site.node() != null) + ", \"uuids\": " + uuids
                + ", \"group\": " + group(site.group()) + ", \"stage\": " + site.stage() + ", \"from_ns\": "
                + site.fromNanos() + ", \"to_ns\": " + site.toNanos() + "}";
    }

    private static String group(@Nullable RankGroup group) {
        return group == null
                ? "null"
                : "{\"kind\": \"" + group.kind().description() + "\", \"name\": \"" + group.name() + "\", \"ranks\": "
                        + group.ranks() + "}";
    }

    private static String rounded(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    }
}
