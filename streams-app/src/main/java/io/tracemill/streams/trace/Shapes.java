package io.tracemill.streams.trace;

import io.tracemill.schemas.flat.Attribute;
import io.tracemill.streams.state.ShapeState;
import io.tracemill.streams.state.ShapeWorkState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shapes of the operators of a trace. There is room for {@value #MOST} shapes, whose texts take {@value #MOST_BYTES}
 * bytes together; all others are one.
 */
public final class Shapes {

    static final int MOST = 1 << 13;
    private static final int MOST_BYTES = 4 << 20;

    private final Map<Key, Shape> byKey = new HashMap<>();
    private final List<Shape> byId = new ArrayList<>();
    private final Shape others;
    private long bytes;

    private record Key(int name, Shape.Inputs inputs) {}

    /** Creates the table without shapes, whose others have a name with this id. */
    Shapes(int nameOfOthers) {
        others = new Shape(Shape.OTHERS, nameOfOthers, Shape.Inputs.UNKNOWN, null);
    }

    /** Shape of a call of an operator. */
    public Shape of(TraceSpan operator) {
        Key key = new Key(
                operator.name(),
                new Shape.Inputs(
                        operator.string(Attribute.INPUT_DIMS),
                        operator.string(Attribute.INPUT_TYPES),
                        operator.string(Attribute.INPUT_STRIDES),
                        operator.string(Attribute.CONCRETE_INPUTS)));
        @Nullable Shape known = byKey.get(key);
        return known == null ? add(key, ShapeWork.of(operator.event())) : known;
    }

    private Shape add(Key key, @Nullable ShapeWork work) {
        int more = key.inputs.bytes();
        if (byId.size() == MOST || bytes + more > MOST_BYTES) {
            return others;
        }
        bytes += more;
        Shape shape = new Shape(byId.size() + 1, key.name, key.inputs, work);
        byKey.put(key, shape);
        byId.add(shape);
        return shape;
    }

    /** Shape with an id; null for 0. */
    public @Nullable Shape at(int id) {
        return switch (id) {
            case 0 -> null;
            case Shape.OTHERS -> others;
            default -> byId.get(id - 1);
        };
    }

    /** Number of shapes. */
    public int size() {
        return byId.size();
    }

    /** Shapes but for the first ones, in order of their ids. */
    public List<Shape> from(int first) {
        return List.copyOf(byId.subList(first, byId.size()));
    }

    /** Restores the next shape. */
    public void restore(ShapeState state) {
        Shape.Inputs inputs = new Shape.Inputs(
                text(state.getDims()), text(state.getTypes()), text(state.getStrides()), text(state.getConcrete()));
        @Nullable ShapeWorkState work = state.getWork();
        add(new Key(state.getName(), inputs), work == null ? null : ShapeWork.of(work));
    }

    private static @Nullable Text text(@Nullable String text) {
        return text == null ? null : Text.of(text);
    }
}
