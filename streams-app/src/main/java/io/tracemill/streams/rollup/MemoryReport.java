package io.tracemill.streams.rollup;

import io.tracemill.schemas.MemoryHolders;
import io.tracemill.schemas.MemoryStats;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.streams.trace.Symbols;
import org.jspecify.annotations.Nullable;

/** Rows of memory at the end of a trace. */
final class MemoryReport {

    private final Symbols symbols;
    private final MemoryTable table;
    private final SuspectedLeaks leaks;

    MemoryReport(Symbols symbols, MemoryTable table, OpenAllocations open) {
        this.symbols = symbols;
        this.table = table;
        this.leaks = new SuspectedLeaks(table.allocators(), open.all());
    }

    void report(TraceRows out) {
        for (AllocatorMemory allocator : table.allocators()) {
            out.emit(stats(allocator, allocator.whole(), out.info()));
            allocator.steps().forEach(step -> out.emit(stats(allocator, step, out.info())));
        }
        for (MemoryHolder holder : table.holders()) {
            if (holder.peakCount() > 0 || holder.count() > 0) {
                out.emit(row(holder, out.info()));
            }
        }
    }

    private MemoryStats stats(AllocatorMemory allocator, MemoryWindow window, TraceInfo info) {
        boolean told = leaks.canTell(allocator) && leaks.isWhole(window);
        MemoryStats.Builder row = MemoryStats.newBuilder()
                .setTraceId(info.getTraceId())
                .setRun(info.getRun())
                .setDate(info.getDate())
                .setNode(info.getNode())
                .setRank(info.getRank())
                .setDevice(device(allocator.device()))
                .setComponent(allocator.component() < 0 ? null : symbols.names().symbol(allocator.component()))
                .setLeakSuspectedBytes(told ? (Long) leaks.of(window).bytes() : null);
        return window.stats(row).build();
    }

    private MemoryHolders row(MemoryHolder holder, TraceInfo info) {
        boolean told = leaks.canTell(holder.allocator());
        return MemoryHolders.newBuilder()
                .setTraceId(info.getTraceId())
                .setRun(info.getRun())
                .setDate(info.getDate())
                .setNode(info.getNode())
                .setRank(info.getRank())
                .setDevice(device(holder.allocator().device()))
                .setOperator(HolderKey.name(holder.key(), symbols))
                .setModule(HolderKey.module(holder.key(), symbols))
                .setPhase(HolderKey.phase(holder.key()))
                .setPeakBytes(holder.peakBytes())
                .setPeakCount(holder.peakCount())
                .setEndBytes(holder.bytes())
                .setEndCount(holder.count())
                .setLeakSuspectedBytes(told ? (Long) leaks.of(holder).bytes() : null)
                .setLeakSuspectedCount(told ? (Long) leaks.of(holder).count() : null)
                .build();
    }

    private @Nullable String device(int id) {
        return id == Symbols.NONE ? null : symbols.devices().symbol(id);
    }
}
