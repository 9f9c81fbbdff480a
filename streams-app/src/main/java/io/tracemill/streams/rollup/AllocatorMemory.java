package io.tracemill.streams.rollup;

import io.tracemill.streams.state.AllocatorState;
import io.tracemill.streams.state.MemoryWindowState;
import io.tracemill.streams.trace.LongTable;
import io.tracemill.streams.trace.Saturating;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Memory of one device, or of one component of it: what is allocated now, over the whole trace and in each step. */
final class AllocatorMemory {

    private final int device;
    private final int component;
    private final MemoryWindow whole = new MemoryWindow(MemoryWindow.WHOLE);
    private final LongTable<MemoryWindow> byStep = new LongTable<>();
    private final List<MemoryWindow> steps = new ArrayList<>();
    private final List<MemoryWindow> touchedWindows = new ArrayList<>();
    private boolean measured;
    private long allocated = MemoryWindow.NONE;
    private long reserved = MemoryWindow.NONE;
    private long followed;
    private long withoutAddress;
    private long peaks;
    private boolean touched;

    /**
     * Memory before the first event.
     *
     * @param component id of the component's name; -1 for none
     */
    AllocatorMemory(int device, int component) {
        this.device = device;
        this.component = component;
    }

    int device() {
        return device;
    }

    int component() {
        return component;
    }

    /** Allocated now. */
    long allocated() {
        return allocated;
    }

    /** Reserved now. */
    long reserved() {
        return reserved;
    }

    /** Part of what is allocated now that is followed. */
    long followed() {
        return followed;
    }

    /** Number of times that the peak of the whole trace has risen. */
    long peaks() {
        return peaks;
    }

    MemoryWindow whole() {
        return whole;
    }

    /** Number of steps with a window. */
    int stepCount() {
        return steps.size();
    }

    /** Windows of the steps by number. */
    List<MemoryWindow> steps() {
        return steps.stream()
                .sorted(Comparator.comparingInt(MemoryWindow::step))
                .toList();
    }

    /** Window of a step; null if it has none. */
    @Nullable
    MemoryWindow step(int step) {
        return byStep.get(step);
    }

    /** Begins the window of a step. */
    MemoryWindow begin(int step) {
        MemoryWindow window = new MemoryWindow(step);
        byStep.put(step, window);
        steps.add(window);
        return window;
    }

    /** Marks it as part of the partial; returns whether it was not. */
    boolean touch() {
        boolean fresh = !touched;
        touched = true;
        return fresh;
    }

    void touch(MemoryWindow window) {
        if (window.touch()) {
            touchedWindows.add(window);
        }
    }

    /**
     * Adds a change of which the file does not say where. Its release cannot be told from that of memory that was
     * allocated before the trace, so the sum is at least 0.
     */
    void changeWithoutAddress(long change) {
        withoutAddress = Math.max(0, Saturating.sum(withoutAddress, change));
    }

    /** Adds what is followed from now on, or subtracts what is released. */
    void follow(long change) {
        followed += change;
    }

    /**
     * Takes the levels after an event into the window of its step, if it is in one, and that of the whole trace.
     *
     * @param change what the event allocated or released, in bytes
     */
    void see(long nanos, MemoryReadings readings, long change, @Nullable MemoryWindow step) {
        long before = allocated;
        if (readings.reserved() != MemoryWindow.NONE) {
            reserved = readings.reserved();
        }
        if (readings.allocated() != MemoryWindow.NONE) {
            measured = true;
            allocated = readings.allocated();
        } else if (!measured && change != 0) {
            allocated = Saturating.sum(followed, withoutAddress);
        }
        if (before == MemoryWindow.NONE) {
            before = measured ? Math.max(0, allocated - change) : 0;
        }
        if (step != null) {
            step.see(nanos, before, this);
        }
        if (whole.see(nanos, before, this)) {
            peaks++;
        }
    }

    void endPartial() {
        touchedWindows.forEach(MemoryWindow::endPartial);
        touchedWindows.clear();
        touched = false;
    }

    /** State with the windows of the partial. */
    AllocatorState partialState() {
        return state(touchedWindows);
    }

    /** State with all windows. */
    AllocatorState totalsState() {
        List<MemoryWindow> all = new ArrayList<>(steps);
        all.add(whole);
        return state(all);
    }

    private AllocatorState state(List<MemoryWindow> windows) {
        List<MemoryWindowState> states =
                windows.stream().map(MemoryWindow::state).toList();
        return new AllocatorState(
                device, component, measured, allocated, reserved, followed, withoutAddress, peaks, states);
    }

    void restore(AllocatorState state) {
        measured = state.getMeasured();
        allocated = state.getAllocatedBytes();
        reserved = state.getReservedBytes();
        followed = state.getFollowedBytes();
        withoutAddress = state.getWithoutAddressBytes();
        peaks = state.getPeaks();
        for (MemoryWindowState window : state.getWindows()) {
            int number = window.getStep();
            @Nullable MemoryWindow known = number == MemoryWindow.WHOLE ? whole : step(number);
            (known == null ? begin(number) : known).restore(window);
        }
    }
}
