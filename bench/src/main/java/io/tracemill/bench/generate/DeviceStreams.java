package io.tracemill.bench.generate;

import io.tracemill.bench.generate.StepEvents.DeviceEvent;
import java.util.ArrayList;
import java.util.List;

/** The device: two streams, each of which does one thing at a time, in the order of the launches. */
final class DeviceStreams {
    static final int COMPUTE = 7;
    static final int COMMUNICATION = 20;

    private final SeededRandom random;
    private final DeviceVariation.SlowKernels slow;
    private double stretch = 1;
    private long computeFreeAt;
    private long communicationFreeAt;

    DeviceStreams(SeededRandom random, DeviceVariation variation, long startNanos) {
        this.random = random;
        this.slow = variation.slow();
        this.computeFreeAt = startNanos;
        this.communicationFreeAt = startNanos;
    }

    /** Everything launched from now on takes so many times as long as usual. */
    void stretchStep(double times) {
        stretch = times;
    }

    /** Runs a kernel as soon as it has come from the host and the stream is free. */
    DeviceEvent compute(Kernel kernel, long arrivesAt) {
        long start = Math.max(arrivesAt, computeFreeAt + random.between(600, 1_300));
        long duration = duration(kernel);
        computeFreeAt = start + duration;
        return new DeviceEvent(kernel, COMPUTE, start, duration, false);
    }

    /** Runs kernels back to back, without the host. */
    List<DeviceEvent> graph(List<Kernel> kernels, long arrivesAt) {
        List<DeviceEvent> events = new ArrayList<>(kernels.size());
        long start = Math.max(arrivesAt, computeFreeAt + random.between(600, 1_300));
        for (Kernel kernel : kernels) {
            long duration = duration(kernel);
            events.add(new DeviceEvent(kernel, COMPUTE, start, duration, true));
            computeFreeAt = start + duration;
            start = computeFreeAt + random.between(250, 600);
        }
        return events;
    }

    /** Runs a collective after all computations launched so far, whose results it sends. */
    DeviceEvent communicate(Kernel kernel, long arrivesAt) {
        long ready = Math.max(arrivesAt, computeFreeAt + random.between(1_500, 2_500));
        long start = Math.max(ready, communicationFreeAt + random.between(900, 1_600));
        long duration = duration(kernel);
        communicationFreeAt = start + duration;
        return new DeviceEvent(kernel, COMMUNICATION, start, duration, false);
    }

    private long duration(Kernel kernel) {
        return (long) (random.about(kernel.typicalNanos()) * (stretch * slow.times(kernel)));
    }

    /** Later computations wait for all collectives launched so far. */
    void join() {
        computeFreeAt = Math.max(computeFreeAt, communicationFreeAt);
    }

    /** When everything launched so far is done. */
    long idleAt() {
        return Math.max(computeFreeAt, communicationFreeAt);
    }
}
