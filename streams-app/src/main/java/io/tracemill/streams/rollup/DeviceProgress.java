package io.tracemill.streams.rollup;

import io.tracemill.streams.activity.GapSplit;
import io.tracemill.streams.state.FrontierState;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Progress of one device through time: the time up to which it is accounted for, the end of each class of work known so
 * far, its streams so far, and the step of its window. Device events arrive by start, so no other state is needed.
 */
final class DeviceProgress {

    private final int device;
    private final long[] busyUntil = new long[Work.values().length];
    private long now;
    private int step = Launch.BEFORE_STEPS;
    private final BitSet streams = new BitSet();
    private final List<Integer> newStreams = new ArrayList<>();

    DeviceProgress(int device) {
        this.device = device;
        Arrays.fill(busyUntil, Long.MIN_VALUE);
        this.now = Long.MIN_VALUE;
    }

    void restore(FrontierState state) {
        step = state.getStep();
        now = state.getNowNs();
        for (int work = 0; work < state.getBusyUntilNs().size(); work++) {
            busyUntil[work] = state.getBusyUntilNs().get(work);
        }
        state.getStreams().forEach(streams::set);
    }

    /**
     * State of the progress.
     *
     * @param all whether it has all streams, or only those since {@link #endPartial}
     */
    FrontierState state(boolean all) {
        List<Long> ends = new ArrayList<>(busyUntil.length);
        for (long end : busyUntil) {
            ends.add(end);
        }
        List<Integer> seen = all ? streams.stream().boxed().toList() : List.copyOf(newStreams);
        return new FrontierState(device, step, now, ends, seen);
    }

    void endPartial() {
        newStreams.clear();
    }

    int device() {
        return device;
    }

    int step() {
        return step;
    }

    /** Whether an event begins the window of a later step. */
    boolean opensWindow(TraceSpan span) {
        return span.launch() != null && span.step() > step;
    }

    void enterStep(int later) {
        step = later;
    }

    /** Whether the device has had an event. */
    boolean hasBegun() {
        return now != Long.MIN_VALUE;
    }

    /** Begins at the start of the first event, in ns. */
    void begin(long nanos) {
        now = nanos;
    }

    /** Time up to which the device is known to be busy, in ns: its next gap does not begin before. */
    long busyUntilNanos() {
        long latest = now;
        for (long end : busyUntil) {
            latest = Math.max(latest, end);
        }
        return latest;
    }

    /** Accounts for the time before the start of the next event. */
    void advanceTo(TraceSpan next, DeviceWindow window, GapSplit split) {
        long until = next.startNanos();
        runUntil(until, window);
        if (now < until) {
            IdleGap gap = IdleGap.before(next, now);
            boolean isFirst = !streams.get(next.stream());
            window.idle(gap, split.of(gap.bounds(), next.launch(), isFirst));
            now = until;
        }
    }

    /** Accounts for the time before the end of the last work. */
    void finish(DeviceWindow window) {
        runUntil(Long.MAX_VALUE, window);
    }

    /**
     * Accounts for busy time up to a limit, in ns, one interval for each change in the classes that run: at most one
     * per class.
     */
    private void runUntil(long limit, DeviceWindow window) {
        int mask = mask();
        while (mask != 0 && now < limit) {
            long until = limit;
            for (long end : busyUntil) {
                if (end > now) {
                    until = Math.min(until, end);
                }
            }
            window.run(mask, until - now);
            now = until;
            mask = mask();
        }
    }

    private int mask() {
        int mask = 0;
        for (int work = 0; work < busyUntil.length; work++) {
            if (busyUntil[work] > now) {
                mask |= 1 << work;
            }
        }
        return mask;
    }

    void run(TraceSpan span, Work of) {
        int work = of.index();
        busyUntil[work] = Math.max(busyUntil[work], span.endNanos());
        int stream = span.stream();
        if (!streams.get(stream)) {
            streams.set(stream);
            newStreams.add(stream);
        }
    }
}
