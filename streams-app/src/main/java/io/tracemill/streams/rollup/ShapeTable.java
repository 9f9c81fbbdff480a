package io.tracemill.streams.rollup;

import io.tracemill.streams.trace.LongTable;
import io.tracemill.streams.trace.Shape;
import io.tracemill.streams.trace.Shapes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rows of shapes by device. Beyond {@value #MOST} rows of shapes, those of a device share one row. */
final class ShapeTable {

    static final int MOST = 1 << 13;

    private final Shapes shapes;
    private final LongTable<ShapeRow> rows = new LongTable<>();
    private final List<ShapeRow> inOrder = new ArrayList<>();
    private int named;

    ShapeTable(Shapes shapes) {
        this.shapes = shapes;
    }

    /** Row of a shape on a device, or that of the shapes that found no room there. */
    ShapeRow at(int device, @Nullable Shape shape) {
        @Nullable ShapeRow known = rows.get(key(device, Shape.idOf(shape)));
        if (known != null) {
            return known;
        }
        if (shape == null || shape.isOthers()) {
            return add(new ShapeRow(device, shape));
        }
        if (named == MOST) {
            return at(device, shapes.at(Shape.OTHERS));
        }
        named++;
        return add(new ShapeRow(device, shape));
    }

    private ShapeRow add(ShapeRow row) {
        rows.put(key(row.device(), Shape.idOf(row.shape())), row);
        inOrder.add(row);
        return row;
    }

    private static long key(int device, int shape) {
        return ((long) device << Integer.SIZE) | (shape & 0xFFFFFFFFL);
    }

    /** Visits all rows by device and shape. */
    void forEach(Consumer<ShapeRow> action) {
        inOrder.sort(Comparator.comparingInt(ShapeRow::device).thenComparingInt(row -> Shape.idOf(row.shape())));
        inOrder.forEach(action);
    }
}
