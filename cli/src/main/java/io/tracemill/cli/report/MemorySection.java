package io.tracemill.cli.report;

import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.TextTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much memory was allocated and reserved, and what still holds some at the end. */
final class MemorySection {

    private static final int HOLDERS = 5;

    private MemorySection() {}

    static void print(TraceReport report, Page page) {
        MemoryUse memory = report.memory();
        if (memory.devices().isEmpty() && memory.held().isEmpty()) {
            return;
        }
        page.heading("MEMORY  (of the profiled process; times from the trace's first event)");
        TextTable devices =
                new TextTable("<device", "<component", "peak allocated", "at", "peak reserved", "allocated at the end");
        for (MemoryUse.Device row : memory.devices()) {
            devices.row(
                    device(row.device()),
                    row.component() == null ? "" : row.component(),
                    bytes(row.peakAllocatedBytes()),
                    row.peakAllocatedNs() == null ? "" : "+" + Figures.time(row.peakAllocatedNs()),
                    bytes(row.peakReservedBytes()),
                    bytes(row.endAllocatedBytes()));
        }
        page.table(devices);
        held(memory, page);
    }

    private static void held(MemoryUse memory, Page page) {
        List<MemoryUse.Held> shown = memory.held().stream().limit(HOLDERS).toList();
        if (!shown.isEmpty() && !memory.devices().isEmpty()) {
            page.out().println();
        }
        TextTable holders = new TextTable("<not released, by operator", "<device", "bytes", "allocations");
        for (MemoryUse.Held row : shown) {
            holders.row(
                    row.operator() == null ? "(outside any operator)" : row.operator(),
                    device(row.device()),
                    Figures.bytes(row.bytes()),
                    Figures.count(row.count()));
        }
        page.table(holders);
        if (memory.held().size() > HOLDERS) {
            page.text("... and " + Figures.count(memory.held().size() - HOLDERS)
                    + " more operators (--format json shows all)");
        }
        if (memory.notFollowed() > 0) {
            page.text("Allocations not followed to their release, as too many were held at a time: "
                    + Figures.count(memory.notFollowed()) + ".");
        }
    }

    private static String device(@Nullable String device) {
        return device == null ? "host" : device;
    }

    private static String bytes(@Nullable Long bytes) {
        return bytes == null ? "" : Figures.bytes(bytes);
    }
}
