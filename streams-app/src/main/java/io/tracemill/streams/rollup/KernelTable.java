package io.tracemill.streams.rollup;

import io.tracemill.streams.trace.LongTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rows of kernels by device and key. Its size is that of its rows, however the keys are spread over devices. */
final class KernelTable {

    private final LongTable<KernelRow> rows = new LongTable<>();
    private final List<KernelRow> inOrder = new ArrayList<>();

    /** Row of a kernel; null if there is none. */
    @Nullable
    KernelRow get(int device, int key) {
        return rows.get(index(device, key));
    }

    /** Row of a kernel; a new one if there is none. */
    KernelRow at(int device, int key) {
        KernelRow row = get(device, key);
        if (row == null) {
            row = new KernelRow(device, key);
            rows.put(index(device, key), row);
            inOrder.add(row);
        }
        return row;
    }

    private static long index(int device, int key) {
        return ((long) device << Integer.SIZE) | key;
    }

    /** Visits all rows by device and key. */
    void forEach(Consumer<KernelRow> action) {
        inOrder.sort(Comparator.comparingInt(KernelRow::device).thenComparingInt(KernelRow::key));
        inOrder.forEach(action);
    }
}
