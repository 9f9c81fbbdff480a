package io.tracemill.streams.pass;

import io.tracemill.schemas.ActivityMark;
import io.tracemill.schemas.Collective;
import io.tracemill.schemas.ComputeUnit;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.Layer;
import io.tracemill.schemas.PhaseMark;
import io.tracemill.schemas.SyncScope;
import java.util.Random;

/** Random traces of any size, from a seed. */
public final class RandomTraces {

    private static final PhaseMark[] MARKS = PhaseMark.values();
    private static final ActivityMark[] OF_FRAMES = {
        ActivityMark.INPUT, ActivityMark.COMPILE, ActivityMark.COLLECTIVE_WAIT, ActivityMark.SYNC
    };
    private static final ActivityMark[] OF_CALLS = {
        ActivityMark.SYNC, ActivityMark.MODULE_LOAD, ActivityMark.ALLOCATION, ActivityMark.COPY, ActivityMark.LAUNCH
    };

    private RandomTraces() {}

    /**
     * Trace of about so many events: operators and modules that nest or overlap, launches, graphs, steps, syncs, two
     * devices.
     */
    public static TestTrace mixed(String id, int events) {
        return mixed(id, events, events);
    }

    public static TestTrace mixed(String id, int events, long seed) {
        Random random = new Random(seed);
        TestTrace trace = new TestTrace(id);
        long correlation = 0;
        for (int event = 0; event < events; event++) {
            long start = random.nextInt(4 * events);
            long duration = random.nextInt(5) == 0 ? 0 : random.nextInt(30);
            trace.on("1", "t" + random.nextInt(2)).device("d" + random.nextInt(2), "s" + random.nextInt(2));
            PhaseMark mark = MARKS[random.nextInt(MARKS.length)];
            switch (random.nextInt(18)) {
                case 0 -> operator(trace, random, start, duration);
                case 1 ->
                    trace.operator("op" + random.nextInt(6), start, duration * 4)
                            .numbered(1 + random.nextInt(5));
                case 2 ->
                    trace.operator("op" + random.nextInt(6), start, duration * 4)
                            .telling(mark)
                            .numbered(1 + random.nextInt(5));
                case 3 -> trace.annotation("range" + random.nextInt(3), start, duration * 8);
                case 4 ->
                    trace.step((int) start / Math.max(1, events), start, duration)
                            .telling(PhaseMark.STEP);
                case 5 -> trace.sync(SyncScope.STREAM, start, duration);
                case 6 -> device(trace, random, start, duration, 1_000_000 + correlation++);
                case 7 -> trace.host(EventKind.PYTHON, "py", start, duration).telling(mark);
                case 8, 9 -> trace.module("M_" + random.nextInt(4), start, duration * 6);
                case 10 -> trace.annotation("phase", start, duration * 4).telling(mark);
                case 11 -> frame(trace, random, start, duration);
                case 12 -> call(trace, random, start, duration);
                case 13, 14 -> memory(trace, random, start, duration);
                default -> launch(trace, random, start, duration, ++correlation);
            }
        }
        return trace;
    }

    /** Operator with inputs of one of three shapes, and the work that belongs to its name and shape. */
    private static void operator(TestTrace trace, Random random, long start, long duration) {
        int name = random.nextInt(6);
        int shape = random.nextInt(3);
        Layer[] layers = Layer.values();
        trace.operator("op" + name, start, duration * 4).withInputs("[[" + shape + "]]");
        if (name < layers.length) {
            trace.layer(layers[name]);
        }
        if (name < 3) {
            ComputeUnit unit = name == 0 ? ComputeUnit.MATRIX_BF16 : ComputeUnit.VECTOR_FP32;
            trace.working(100L * name * (shape + 1), shape == 0 ? null : 50L * shape, unit);
        }
    }

    private static void frame(TestTrace trace, Random random, long start, long duration) {
        ActivityMark mark = OF_FRAMES[random.nextInt(OF_FRAMES.length)];
        EventKind[] kinds = {EventKind.PYTHON, EventKind.OPERATOR, EventKind.ANNOTATION};
        EventKind kind = kinds[random.nextInt(kinds.length)];
        trace.host(kind, "frame" + mark + random.nextInt(3), start, duration * 4)
                .marking(mark);
    }

    private static void memory(TestTrace trace, Random random, long start, long duration) {
        String[] devices = {"d0", "d1", null};
        long bytes = (random.nextInt(3) == 0 ? -1L : 1L) * (1 + random.nextInt(20));
        if (random.nextInt(6) == 0) {
            trace.heldMemory("holder" + random.nextInt(3), Math.abs(bytes), start, duration * 4);
        } else {
            trace.memory(devices[random.nextInt(devices.length)], random.nextInt(8), bytes, start);
        }
        if (random.nextInt(3) == 0) {
            trace.reading(random.nextInt(200), 200 + random.nextInt(100));
        }
    }

    private static void call(TestTrace trace, Random random, long start, long duration) {
        ActivityMark mark = OF_CALLS[random.nextInt(OF_CALLS.length)];
        trace.host(EventKind.RUNTIME, "call" + mark, start, duration).marking(mark);
    }

    private static void launch(TestTrace trace, Random random, long start, long duration, long correlation) {
        if (random.nextInt(5) == 0) {
            trace.graphLaunch("launchGraph", start, 1 + duration, correlation);
        } else {
            trace.call("launchKernel", start, 1 + duration, correlation);
        }
        for (int kernel = random.nextInt(4); kernel >= 0; kernel--) {
            device(trace, random, Math.max(0, start - 5 + random.nextInt(60)), duration, correlation);
        }
    }

    private static void device(TestTrace trace, Random random, long start, long duration, long correlation) {
        EventKind[] kinds = {EventKind.KERNEL, EventKind.COMMUNICATION, EventKind.MEMCPY, EventKind.MEMSET};
        trace.onDevice(kinds[random.nextInt(kinds.length)], "k" + random.nextInt(4), start, duration, correlation);
        if (random.nextInt(4) == 0) {
            collective(trace, random, start, duration);
        }
    }

    private static void collective(TestTrace trace, Random random, long start, long duration) {
        Collective said = Collective.newBuilder()
                .setGroupSize(random.nextBoolean() ? 2L + random.nextInt(3) : null)
                .setSequence(random.nextBoolean() ? (long) random.nextInt(5) : null)
                .setMessageBytes(random.nextBoolean() ? (long) random.nextInt(1_000) : null)
                .setSends(random.nextInt(4) == 0)
                .build();
        trace.collective(random.nextBoolean() ? "allreduce" : "x", "pg" + random.nextInt(2), said, start, duration);
    }
}
