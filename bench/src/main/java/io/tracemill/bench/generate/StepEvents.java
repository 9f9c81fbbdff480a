package io.tracemill.bench.generate;

import io.tracemill.bench.generate.HostAction.Autograd;
import io.tracemill.bench.generate.HostAction.Label;
import java.util.ArrayList;
import java.util.List;

/** The events of one training step, as simulated. Times are ns since the time base. */
final class StepEvents {
    final List<HostSpan> spans = new ArrayList<>();
    final List<Frame> frames = new ArrayList<>();
    final List<MemoryChange> memory = new ArrayList<>();
    final List<RuntimeCall> calls = new ArrayList<>();
    final List<DeviceSpan> deviceSpans = new ArrayList<>();

    /** Threads of the process that write events. */
    enum Lane {
        MAIN,
        AUTOGRAD,
        WATCHDOG
    }

    /** An operator or annotation on a host thread. Its duration is set when it ends. */
    static final class HostSpan {
        final Label label;
        final Autograd autograd;
        final boolean annotation;
        final Lane lane;
        final long start;
        final long externalId;
        final long sequence;
        long duration;

        HostSpan(Label label, Autograd autograd, boolean annotation, Position at, long sequence) {
            this.label = label;
            this.autograd = autograd;
            this.annotation = annotation;
            this.lane = at.lane();
            this.start = at.time();
            this.externalId = at.externalId();
            this.sequence = sequence;
        }
    }

    /** Where and when something starts on the host, and the external id it gets. */
    record Position(Lane lane, long time, long externalId) {}

    /**
     * Memory of the device was taken or given back.
     *
     * @param bytes negative where it was given back
     * @param allocated bytes in use after it
     * @param reserved bytes that the process holds
     */
    record MemoryChange(Lane lane, long time, long address, long bytes, long allocated, long reserved) {}

    /** A Python function. Its duration is set when it returns. */
    static final class Frame {
        final AsciiText name;
        final long start;
        final long id;
        /** 0 for the outermost. */
        final long parentId;
        /** -1 where it is no module. */
        final int moduleId;

        long duration;

        Frame(AsciiText name, long start, long id, long parentId, int moduleId) {
            this.name = name;
            this.start = start;
            this.id = id;
            this.parentId = parentId;
            this.moduleId = moduleId;
        }
    }

    /**
     * A runtime call and what it starts on the device. Calls get their correlation ids in time order, once the step is
     * over.
     */
    static final class RuntimeCall {
        final Label label;
        final Position at;
        final long duration;
        final List<DeviceEvent> started;
        /** False for what was launched before the window: the file holds only what the device did. */
        final boolean inTrace;

        long correlation;

        RuntimeCall(Label label, Position at, long duration, List<DeviceEvent> started, boolean inTrace) {
            this.label = label;
            this.at = at;
            this.duration = duration;
            this.started = started;
            this.inTrace = inTrace;
        }
    }

    /**
     * @param graph whether a graph launch started it: such events have no operator and say so by carrying no external
     *     id
     */
    record DeviceEvent(Kernel kernel, int stream, long start, long duration, boolean graph) {}

    /** An annotation mirrored onto a stream. */
    record DeviceSpan(Label label, int stream, long start, long duration, long externalId) {}
}
