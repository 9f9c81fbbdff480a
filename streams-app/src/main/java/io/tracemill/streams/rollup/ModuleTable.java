package io.tracemill.streams.rollup;

import io.tracemill.streams.trace.LongTable;
import io.tracemill.streams.trace.ModulePath;
import io.tracemill.streams.trace.ModulePaths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of modules by device and path. Where a path has a row, those around it have one, too. There is room for
 * {@value #MOST} rows of paths, and besides for those of no path.
 */
final class ModuleTable {

    static final int MOST = 1 << 12;

    private final LongTable<ModuleRow> rows = new LongTable<>();
    private final List<ModuleRow> inOrder = new ArrayList<>();
    private int named;

    /** Row of a path on a device, or of the innermost path around it that finds room. */
    ModuleRow at(int device, @Nullable ModulePath path) {
        @Nullable ModuleRow known = rows.get(key(device, ModulePaths.id(path)));
        if (known != null) {
            return known;
        }
        if (path == null) {
            return add(new ModuleRow(device, null, true));
        }
        ModuleRow around = at(device, path.outer());
        return around.path() == path.outer() && named < MOST ? add(new ModuleRow(device, path, true)) : around;
    }

    /** Row of the device events of a device that have no launch. */
    ModuleRow withoutLaunch(int device) {
        @Nullable ModuleRow known = rows.get(key(device, ModuleRow.NO_LAUNCH));
        return known != null ? known : add(new ModuleRow(device, null, false));
    }

    private ModuleRow add(ModuleRow row) {
        named += row.path() == null ? 0 : 1;
        rows.put(key(row.device(), row.module()), row);
        inOrder.add(row);
        return row;
    }

    private static long key(int device, int module) {
        return ((long) device << Integer.SIZE) | (module & 0xFFFFFFFFL);
    }

    /** Visits all rows by device and path: first the host, paths before those within them. */
    void forEach(Consumer<ModuleRow> action) {
        inOrder.sort(Comparator.comparingInt(ModuleRow::device).thenComparingInt(ModuleRow::module));
        inOrder.forEach(action);
    }
}
