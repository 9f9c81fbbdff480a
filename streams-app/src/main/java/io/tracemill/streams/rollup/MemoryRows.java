package io.tracemill.streams.rollup;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.MemoryEventKind;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.state.AllocationState;
import io.tracemill.streams.state.AllocatorState;
import io.tracemill.streams.state.MemoryHolderState;
import io.tracemill.streams.state.MemoryState;
import io.tracemill.streams.trace.FullTable;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.Text;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Analysis of memory: levels of each device and step, and who holds what. It follows allocations to their release by
 * device and address, or by time where the file gives that of the release.
 */
final class MemoryRows implements Analysis {

    private static final MemoryEventKind[] KINDS = MemoryEventKind.values();

    private final AvroSerde<MemoryState> serde = AvroSerde.of(MemoryState.class);
    private final Symbols symbols;
    private final MemoryReadings readings = new MemoryReadings();
    private final MemoryTable table = new MemoryTable();
    private final OpenAllocations open = new OpenAllocations();
    private final List<AllocatorMemory> touchedAllocators = new ArrayList<>();
    private final List<MemoryHolder> touchedHolders = new ArrayList<>();
    private int steps;

    MemoryRows(Symbols symbols) {
        this.symbols = symbols;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public void accept(TraceSpan span) {
        FlatEvent event = span.event();
        if (!event.has(Attribute.MEMORY)) {
            return;
        }
        MemoryEventKind kind = KINDS[(int) event.number(Attribute.MEMORY_KIND)];
        releaseUntil(span.startNanos());
        int device = event.has(Attribute.DEVICE) ? span.device() : symbols.device(span.string(Attribute.MEMORY_DEVICE));
        int component = kind == MemoryEventKind.COMPONENT_READING ? symbols.name(span.text()) : -1;
        @Nullable AllocatorMemory allocator = table.allocator(device, component);
        if (allocator == null) {
            symbols.folds().add(FullTable.MEMORY);
            return;
        }
        touch(allocator);
        @Nullable MemoryWindow step = step(span, allocator);
        long change = switch (kind) {
            case CHANGE, ALLOCATION -> change(span, kind, allocator, step);
            case READING, COMPONENT_READING -> 0;
        };
        readings.read(event);
        allocator.see(span.startNanos(), readings, change, step);
    }

    private void touch(AllocatorMemory allocator) {
        if (allocator.touch()) {
            touchedAllocators.add(allocator);
        }
        allocator.touch(allocator.whole());
    }

    private MemoryHolder touch(MemoryHolder holder) {
        if (holder.touch()) {
            touchedHolders.add(holder);
        }
        return holder;
    }

    /** Window of the step of an event; null if it is in no step, or if there is no room. */
    private @Nullable MemoryWindow step(TraceSpan span, AllocatorMemory allocator) {
        if (span.step() == Launch.BEFORE_STEPS) {
            return null;
        }
        @Nullable MemoryWindow window = allocator.step(span.step());
        if (window == null && steps == DeviceRows.MOST_WINDOWS) {
            symbols.folds().add(FullTable.STEPS);
            return null;
        }
        if (window == null) {
            window = allocator.begin(span.step());
            steps++;
        }
        allocator.touch(window);
        return window;
    }

    /** Follows an allocation or a release; returns by how much it changes what is allocated. */
    private long change(TraceSpan span, MemoryEventKind kind, AllocatorMemory allocator, @Nullable MemoryWindow step) {
        if (!span.event().has(Attribute.BYTES) || span.event().number(Attribute.BYTES) == 0) {
            return 0;
        }
        long bytes = span.event().number(Attribute.BYTES);
        long address = span.event().has(Attribute.MEMORY_ADDRESS) ? span.event().number(Attribute.MEMORY_ADDRESS) : 0;
        if (address == 0 && kind == MemoryEventKind.CHANGE) {
            allocator.changeWithoutAddress(plausible(bytes));
        }
        @Nullable OpenAllocation known = address == 0 ? null : open.at(allocator.device(), address);
        if (known != null) {
            release(known);
            count(allocator, step, MemoryWindow::countRelease);
        } else if (bytes < 0) {
            count(allocator, step, MemoryWindow::countUnknownRelease);
        }
        if (bytes > 0) {
            boolean followed = bytes < MemoryReadings.IMPLAUSIBLE
                    && (address != 0 || kind == MemoryEventKind.ALLOCATION)
                    && !open.isFull();
            if (followed) {
                follow(span, kind, allocator, address);
            }
            count(allocator, step, followed ? MemoryWindow::countAllocation : MemoryWindow::countNotFollowed);
        }
        return plausible(bytes);
    }

    private static long plausible(long bytes) {
        return Math.abs((double) bytes) < MemoryReadings.IMPLAUSIBLE ? bytes : 0;
    }

    /** Counts an event in the window of its step and in that of the whole trace. */
    private static void count(AllocatorMemory allocator, @Nullable MemoryWindow step, Counting what) {
        what.count(allocator.whole());
        if (step != null) {
            what.count(step);
        }
    }

    private void follow(TraceSpan span, MemoryEventKind kind, AllocatorMemory allocator, long address) {
        long bytes = span.event().number(Attribute.BYTES);
        boolean hasEnd = kind == MemoryEventKind.ALLOCATION && span.event().has(Attribute.DURATION_NS);
        MemoryHolder holder = touch(holder(span, kind, allocator));
        holder.allocate(bytes);
        allocator.follow(bytes);
        open.add(new OpenAllocation(open.nextId(), holder, hasEnd ? 0 : address, bytes, span.step())
                .endsAt(hasEnd ? span.endNanos() : OpenAllocation.UNKNOWN));
    }

    private MemoryHolder holder(TraceSpan span, MemoryEventKind kind, AllocatorMemory allocator) {
        @Nullable Text operator = kind == MemoryEventKind.ALLOCATION ? span.text() : span.parent();
        int name = operator == null ? -1 : symbols.name(operator);
        long key = HolderKey.of(allocator.device(), name, span.module(), span.phase());
        @Nullable MemoryHolder holder = table.holder(key, allocator);
        if (holder == null) {
            symbols.folds().add(FullTable.MEMORY);
            return table.required(
                    HolderKey.of(allocator.device(), symbols.names().overflowId()), allocator);
        }
        return holder;
    }

    private void release(OpenAllocation allocation) {
        MemoryHolder holder = touch(allocation.holder());
        holder.release(allocation.bytes());
        holder.allocator().follow(-allocation.bytes());
        open.remove(allocation);
    }

    /** Releases what is released by a time. */
    private void releaseUntil(long nanos) {
        for (OpenAllocation ended = open.endedBy(nanos); ended != null; ended = open.endedBy(nanos)) {
            AllocatorMemory allocator = ended.holder().allocator();
            touch(allocator);
            release(ended);
            allocator.whole().countRelease();
        }
    }

    @Override
    public byte[] partial() {
        return serde.encode(new MemoryState(
                open.nextId(),
                touchedAllocators.stream().map(AllocatorMemory::partialState).toList(),
                touchedHolders.stream().map(MemoryHolder::state).toList(),
                open.released(),
                open.partialState()));
    }

    @Override
    public void endPartial() {
        touchedAllocators.forEach(AllocatorMemory::endPartial);
        touchedAllocators.clear();
        touchedHolders.forEach(MemoryHolder::endPartial);
        touchedHolders.clear();
        open.endPartial();
    }

    @Override
    public byte[] totals() {
        return serde.encode(new MemoryState(
                open.nextId(),
                table.allocators().stream().map(AllocatorMemory::totalsState).toList(),
                table.holders().stream().map(MemoryHolder::state).toList(),
                List.of(),
                open.totalsState()));
    }

    @Override
    public void add(byte[] encoded) {
        MemoryState state = serde.decode(encoded);
        for (AllocatorState of : state.getAllocators()) {
            AllocatorMemory allocator = known(of.getDevice(), of.getComponent());
            steps -= allocator.stepCount();
            allocator.restore(of);
            steps += allocator.stepCount();
        }
        for (MemoryHolderState of : state.getHolders()) {
            known(of.getKey()).restore(of);
        }
        List<OpenAllocation> made = new ArrayList<>();
        for (AllocationState of : state.getOpen()) {
            MemoryHolder holder = known(of.getHolder());
            made.add(new OpenAllocation(of.getId(), holder, of.getAddress(), of.getBytes(), of.getStep())
                    .endsAt(of.getEndNs()));
        }
        open.restore(state.getAllocations(), state.getReleased(), made);
    }

    private AllocatorMemory known(int device, int component) {
        return Objects.requireNonNull(table.allocator(device, component), "allocator of the state");
    }

    private MemoryHolder known(long key) {
        return table.required(key, known(HolderKey.device(key), -1));
    }

    @Override
    public void report(TraceRows out) {
        releaseUntil(OpenAllocation.UNKNOWN - 1);
        new MemoryReport(symbols, table, open).report(out);
    }

    /** Way to count an event in a window. */
    private interface Counting {
        void count(MemoryWindow window);
    }
}
