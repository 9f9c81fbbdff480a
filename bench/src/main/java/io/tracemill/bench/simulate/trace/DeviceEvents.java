package io.tracemill.bench.simulate.trace;

import io.tracemill.bench.simulate.effect.KernelKind;
import io.tracemill.bench.simulate.plan.FleetPlan;
import io.tracemill.bench.simulate.plan.GroupKind;
import io.tracemill.bench.simulate.plan.RankGroup;
import io.tracemill.bench.simulate.time.Action;
import io.tracemill.bench.simulate.time.Kernel;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** Kernels and copies on the device of a rank. */
final class DeviceEvents {

    private static final int COMPUTE = 7;
    private static final int SEND = 32;
    private static final int RECEIVE = 36;

    /** Bytes that a link between devices, and one between nodes, transfers in a ns. */
    private static final double NEAR = 310;

    private static final double FAR = 42;

    private final FleetPlan plan;
    private final int rank;
    private final int device;
    private final EventOutput out;
    private final Map<GroupKind, Integer> sequences = new EnumMap<>(GroupKind.class);

    DeviceEvents(FleetPlan plan, int rank, EventOutput out) {
        this.plan = plan;
        this.rank = rank;
        this.device = plan.deviceOf(rank).index();
        this.out = out;
    }

    void kernel(Kernel kernel, Span times, long correlation) throws IOException {
        int blocks = kernel.kind() == KernelKind.ELEMENTWISE ? 2_112 : 132;
        write(KernelNames.kernel(kernel), COMPUTE, times, correlation, grid(blocks, 128));
    }

    void copy(Action.Copy copy, Span times, long correlation) throws IOException {
        String name = copy.toDevice() ? "Memcpy HtoD (Pinned -> Device)" : "Memcpy DtoH (Device -> Pinned)";
        long bytes = copy.toDevice() ? 33_554_432 : 4;
        write(name, COMPUTE, times, correlation, ", \"bytes\": " + bytes);
    }

    /** Writes a collective, and returns what is said of it where it is launched, too. */
    String collective(Action.Collective collective, Span times, long correlation) throws IOException {
        RankGroup group = plan.topology().group(collective.group(), rank);
        String message = message(collective, group);
        write(
                KernelNames.kernel(collective),
                20 + 4 * collective.group().number(),
                times,
                correlation,
                grid(16, 544) + ", " + message);
        return message;
    }

    /** Writes a transfer, and returns what is said of it where it is launched, too. */
    String transfer(boolean sends, int other, Span times, long correlation) throws IOException {
        RankGroup group = plan.topology().group(GroupKind.PIPELINE, rank);
        String message = "\"Collective name\": \"" + (sends ? "send" : "recv") + "\", \"dtype\": \"BFloat16\", "
                + "\"In msg nelems\": 16777216, \"Out msg nelems\": 16777216, " + said(group)
                + ", \"Src Rank\": " + (sends ? rank : other) + ", \"Dst Rank\": " + (sends ? other : rank);
        write(KernelNames.SEND_RECEIVE, sends ? SEND : RECEIVE, times, correlation, grid(4, 544) + ", " + message);
        return message;
    }

    private String message(Action.Collective collective, RankGroup group) {
        long members = group.ranks().size();
        double rate = collective.group() == GroupKind.TENSOR ? NEAR : FAR;
        long part = collective.group() == GroupKind.WORLD
                ? 4
                : Math.max(1, Math.round(collective.evenNanos() * rate / 2 / members));
        long whole = part * members;
        long in = collective.operation() == Action.Operation.ALL_GATHER ? part : whole;
        long out = collective.operation() == Action.Operation.REDUCE_SCATTER ? part : whole;
        int sequence = sequences.merge(collective.group(), 1, Integer::sum);
        return "\"Collective name\": \"" + KernelNames.word(collective.operation()) + "\", \"dtype\": \""
                + (collective.group() == GroupKind.WORLD ? "Float" : "BFloat16") + "\", \"In msg nelems\": " + in
                + ", \"Out msg nelems\": " + out + ", " + said(group) + ", \"Seq\": " + sequence;
    }

    private static String said(RankGroup group) {
        return "\"Group size\": " + group.ranks().size() + ", \"Process Group Name\": \"" + group.name()
                + "\", \"Process Group Description\": \"" + group.kind().description() + '"';
    }

    private static String grid(int blocks, int threads) {
        return ", \"grid\": [" + blocks + ", 1, 1], \"block\": [" + threads + ", 1, 1]";
    }

    private void write(String name, int stream, Span times, long correlation, String more) throws IOException {
        out.span(
                name.startsWith("Memcpy") ? "gpu_memcpy" : "kernel",
                name,
                "\"pid\": " + device + ", \"tid\": " + stream,
                times,
                "\"External id\": " + correlation + ", \"device\": " + device + ", \"context\": 1, \"stream\": "
                        + stream + ", \"correlation\": " + correlation + more);
    }
}
