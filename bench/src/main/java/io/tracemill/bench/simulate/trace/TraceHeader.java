package io.tracemill.bench.simulate.trace;

import io.tracemill.bench.generate.JsonOutput;
import io.tracemill.bench.simulate.plan.Device;
import io.tracemill.bench.simulate.plan.FleetPlan;
import io.tracemill.bench.simulate.plan.RankGroup;
import java.io.IOException;
import java.util.StringJoiner;

/** What a file says before its events: the devices of the node, and the groups of the rank. */
final class TraceHeader {

    private final FleetPlan plan;
    private final int rank;

    TraceHeader(FleetPlan plan, int rank) {
        this.plan = plan;
        this.rank = rank;
    }

    void write(JsonOutput out, long baseNanos) throws IOException {
        out.text("{\n\"schemaVersion\": 1,\n\"deviceProperties\": [\n" + devices() + "\n],\n")
                .text("\"cuda_runtime_version\": 12060,\n\"cuda_driver_version\": 12080,\n")
                .text("\"distributedInfo\": " + distributed() + ",\n");
        if (plan.topology().stages() > 1) {
            out.text("\"num_microbatches\": " + plan.topology().microbatches() + ",\n");
        }
        out.text("\"record_shapes\": 1,\n\"trace_id\": \""
                        + "%032X".formatted(plan.draw().of("trace", rank).bits()) + "\",\n")
                .text("\"displayTimeUnit\": \"ms\",\n\"baseTimeNanoseconds\": ")
                .number(baseNanos)
                .text(",\n\"traceEvents\": [");
    }

    private String devices() {
        StringJoiner devices = new StringJoiner(",\n");
        for (Device device : plan.nodeOf(rank).devices()) {
            devices.add("{\"id\": " + device.index()
                    + ", \"name\": \"NVIDIA H100 80GB HBM3\", \"totalGlobalMem\": 84979220480,"
                    + " \"computeMajor\": 9, \"computeMinor\": 0, \"maxThreadsPerBlock\": 1024,"
                    + " \"maxThreadsPerMultiprocessor\": 2048, \"regsPerBlock\": 65536, \"warpSize\": 32,"
                    + " \"sharedMemPerBlock\": 49152, \"numSms\": 132}");
        }
        return devices.toString();
    }

    private String distributed() {
        StringJoiner groups = new StringJoiner(", ");
        for (RankGroup group : plan.topology().groups(rank)) {
            groups.add("{\"pg_name\": \"" + group.name() + "\", \"pg_desc\": \""
                    + group.kind().description() + "\", \"backend_config\": \"cuda:nccl\", \"pg_size\": "
                    + group.ranks().size() + ", \"ranks\": " + group.ranks() + "}");
        }
        return "{\"backend\": \"nccl\", \"rank\": " + rank + ", \"world_size\": "
                + plan.topology().ranks() + ", \"pg_count\": "
                + plan.topology().groups(rank).size() + ", \"pg_config\": [" + groups
                + "], \"nccl_version\": \"2.26.2\"}";
    }
}
