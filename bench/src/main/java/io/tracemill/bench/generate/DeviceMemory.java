package io.tracemill.bench.generate;

import io.tracemill.bench.generate.StepEvents.Lane;
import io.tracemill.bench.generate.StepEvents.MemoryChange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The device's memory: what is taken is given back once enough has been taken after it. */
final class DeviceMemory {
    private static final long FIRST_ADDRESS = 139_926_520_725_504L;
    private static final long PAGE = 512;
    private static final long RESERVED = 64_424_509_440L;
    private static final long AT_START = 12_884_901_888L;
    private static final int HELD = 24;

    private final Deque<MemoryChange> held = new ArrayDeque<>();
    private long allocated = AT_START;
    private long nextAddress = FIRST_ADDRESS;

    void allocate(long bytes, Lane lane, long time, List<MemoryChange> changes) {
        if (held.size() == HELD) {
            MemoryChange oldest = held.remove();
            allocated -= oldest.bytes();
            changes.add(new MemoryChange(lane, time, oldest.address(), -oldest.bytes(), allocated, RESERVED));
        }
        long pages = Math.max(1, (bytes + PAGE - 1) / PAGE) * PAGE;
        allocated += pages;
        MemoryChange taken = new MemoryChange(lane, time + 100, nextAddress, pages, allocated, RESERVED);
        nextAddress = FIRST_ADDRESS + (nextAddress - FIRST_ADDRESS + pages) % RESERVED;
        held.add(taken);
        changes.add(taken);
    }
}
