package io.tracemill.streams.rollup;

import io.tracemill.streams.trace.LongTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The allocators of a trace, and the holders of their memory. Each has room for {@value #MOST}. */
final class MemoryTable {

    static final int MOST = 1 << 12;

    private final LongTable<AllocatorMemory> byDevice = new LongTable<>();
    private final List<AllocatorMemory> allocators = new ArrayList<>();
    private final LongTable<MemoryHolder> byKey = new LongTable<>();
    private final List<MemoryHolder> holders = new ArrayList<>();

    /** Allocator of a component of a device; null if there is no room for it. */
    @Nullable
    AllocatorMemory allocator(int device, int component) {
        long key = ((long) device << Integer.SIZE) | (component + 1);
        @Nullable AllocatorMemory known = byDevice.get(key);
        if (known != null || allocators.size() == MOST) {
            return known;
        }
        AllocatorMemory fresh = new AllocatorMemory(device, component);
        byDevice.put(key, fresh);
        allocators.add(fresh);
        return fresh;
    }

    /** Holder with a key; null if there is no room for it. */
    @Nullable
    MemoryHolder holder(long key, AllocatorMemory allocator) {
        @Nullable MemoryHolder known = byKey.get(key);
        return known != null || holders.size() >= MOST ? known : add(key, allocator);
    }

    /** Holder with a key, even if there is no room. */
    MemoryHolder required(long key, AllocatorMemory allocator) {
        @Nullable MemoryHolder known = byKey.get(key);
        return known != null ? known : add(key, allocator);
    }

    private MemoryHolder add(long key, AllocatorMemory allocator) {
        MemoryHolder fresh = new MemoryHolder(key, allocator);
        byKey.put(key, fresh);
        holders.add(fresh);
        return fresh;
    }

    /** Allocators by device and component. */
    List<AllocatorMemory> allocators() {
        allocators.sort(Comparator.comparingInt(AllocatorMemory::device).thenComparingInt(AllocatorMemory::component));
        return allocators;
    }

    /** Holders by key. */
    List<MemoryHolder> holders() {
        holders.sort(Comparator.comparingLong(MemoryHolder::key));
        return holders;
    }
}
