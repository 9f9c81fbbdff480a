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
 * Shapes of the operators of a trace. There is room for {@value #MOST} shapes, whose different texts take {@value
 * #MOST_BYTES} bytes together; all others are one. Many shapes share texts, so each text has an id of its own.
 */
public final class Shapes {

    static final int MOST = 1 << 13;
    private static final int MOST_BYTES = 4 << 20;
    private static final int NONE = -1;

    private final Map<Key, Shape> byKey = new HashMap<>();
    private final List<Shape> byId = new ArrayList<>();
    private final Map<Text, Integer> textIds = new HashMap<>();
    private final List<Text> texts = new ArrayList<>();
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
        Shape.Inputs inputs = key.inputs;
        long more = missing(inputs.dims()) + missing(inputs.types()) + missing(inputs.strides());
        if (byId.size() == MOST || bytes + more + missing(inputs.concrete()) > MOST_BYTES) {
            return others;
        }
        addText(inputs.dims());
        addText(inputs.types());
        addText(inputs.strides());
        addText(inputs.concrete());
        Shape shape = new Shape(byId.size() + 1, key.name, inputs, work);
        byKey.put(key, shape);
        byId.add(shape);
        return shape;
    }

    private long missing(@Nullable Text text) {
        return text == null || textIds.containsKey(text) ? 0 : text.utf8().length;
    }

    private void addText(@Nullable Text text) {
        if (text != null && textIds.putIfAbsent(text, texts.size()) == null) {
            texts.add(text);
            bytes += text.utf8().length;
        }
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

    /** Number of texts. */
    public int texts() {
        return texts.size();
    }

    /** Texts but for the first ones, in order of their ids. */
    public List<String> textsFrom(int first) {
        return texts.subList(first, texts.size()).stream().map(Text::toString).toList();
    }

    /** States of the shapes but for the first ones, in order of their ids. */
    public List<ShapeState> from(int first) {
        return byId.subList(first, byId.size()).stream().map(this::state).toList();
    }

    private ShapeState state(Shape shape) {
        Shape.Inputs inputs = shape.inputs();
        @Nullable ShapeWork work = shape.work();
        return new ShapeState(
                shape.name(),
                textId(inputs.dims()),
                textId(inputs.types()),
                textId(inputs.strides()),
                textId(inputs.concrete()),
                work == null ? null : work.state());
    }

    private int textId(@Nullable Text text) {
        return text == null ? NONE : textIds.getOrDefault(text, NONE);
    }

    /** Restores the next texts. */
    public void restoreTexts(List<String> next) {
        next.forEach(text -> addText(Text.of(text)));
    }

    /** Restores the next shape, whose texts are there. */
    public void restore(ShapeState state) {
        Shape.Inputs inputs = new Shape.Inputs(
                text(state.getDims()), text(state.getTypes()), text(state.getStrides()), text(state.getConcrete()));
        @Nullable ShapeWorkState work = state.getWork();
        add(new Key(state.getName(), inputs), work == null ? null : ShapeWork.of(work));
    }

    private @Nullable Text text(int id) {
        return id == NONE ? null : texts.get(id);
    }
}
