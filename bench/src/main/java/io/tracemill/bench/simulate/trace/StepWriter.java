package io.tracemill.bench.simulate.trace;

import io.tracemill.bench.simulate.effect.HostPart;
import io.tracemill.bench.simulate.plan.FleetPlan;
import io.tracemill.bench.simulate.time.Action;
import io.tracemill.bench.simulate.time.RankStep;
import io.tracemill.bench.simulate.time.Timed;
import java.io.IOException;

/**
 * Events of the steps of a rank. The host launches ahead of the device until it must wait for it: at the end of a step,
 * and where a {@link Action.Host} stands. There the next launch comes late, and the device has nothing to do.
 */
final class StepWriter {

    /** From one launch to the next, in ns. */
    private static final long SPACING = 40_000;

    /** From a launch to the begin on the device, at least. */
    private static final long LATENCY = 10_000;

    private final HostEvents host;
    private final DeviceEvents device;
    private final int firstStep;
    private final long shift;
    private long correlation;
    private long free;

    /**
     * A writer of the steps of a rank.
     *
     * @param shift what times are later in the file, in ns
     */
    StepWriter(FleetPlan plan, int rank, EventOutput out, long shift) {
        this.host = new HostEvents(out, plan.process(rank));
        this.device = new DeviceEvents(plan, rank, out);
        this.firstStep = plan.firstStep();
        this.shift = shift;
        this.correlation = 1_000_000L + 1_000L * rank;
    }

    void write(RankStep step) throws IOException {
        long start = step.startNanos() + shift;
        long end = step.endNanos() + shift;
        free = start;
        host.step(firstStep + step.step(), start, end - 1_000);
        for (Timed timed : step.actions()) {
            write(timed, step.length());
        }
        host.waitForDevice(free, end - 3_000);
    }

    private void write(Timed timed, double length) throws IOException {
        Span times = new Span(timed.startNanos() + shift, timed.endNanos() + shift);
        if (timed.action() instanceof Action.Host work) {
            gap(work.part(), times);
        } else {
            launch(timed, times, length);
        }
    }

    /** The host knows of a gap only from where it waits; what it does by itself begins when it is free. */
    private void gap(HostPart part, Span times) throws IOException {
        boolean waits = part != HostPart.ALLOCATION && part != HostPart.SILENT;
        if (waits) {
            host.waitForDevice(free, times.startNanos());
        }
        host.gap(part, waits ? Math.max(free, times.startNanos()) : free, times.endNanos() - 2 * LATENCY);
        free = times.endNanos() - LATENCY;
    }

    private void launch(Timed timed, Span times, double length) throws IOException {
        long at = Math.min(free, times.startNanos() - LATENCY);
        free = Math.max(free, at + SPACING);
        long id = ++correlation;
        if (timed.action() instanceof Action.Compute compute) {
            String operator = KernelNames.operator(compute.kernel());
            device.kernel(compute.kernel(), times, id);
            host.launch(operator, Shapes.of(compute, length), "cudaLaunchKernel", at, id);
        } else if (timed.action() instanceof Action.Copy copy) {
            device.copy(copy, times, id);
            host.launch("aten::copy_", "", "cudaMemcpyAsync", at, id);
        } else if (timed.action() instanceof Action.Collective collective) {
            launchCollective(device.collective(collective, times, id), at, id);
        } else if (timed.action() instanceof Action.Send send) {
            launchCollective(device.transfer(true, send.receiver(), times, id), at, id);
        } else if (timed.action() instanceof Action.Receive receive) {
            launchCollective(device.transfer(false, receive.sender(), times, id), at, id);
        }
    }

    private void launchCollective(String message, long at, long id) throws IOException {
        host.launch("record_param_comms", ", " + message, "cudaLaunchKernelExC", at, id);
    }
}
