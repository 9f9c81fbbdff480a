package io.tracemill.ingest.work;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reader of the texts in which a profiler records the inputs of an operator: JSON arrays with an item per input. */
final class InputTexts {

    private InputTexts() {}

    /**
     * Inputs of their texts, of which types and values are empty if not recorded; null if a text is no JSON array, or
     * has a size that is no whole number from 0 to {@link Shape#LARGEST}.
     */
    static @Nullable Inputs read(String dims, String types, String values) {
        @Nullable List<Shape> shapes = shapes(dims);
        @Nullable List<String> typeTexts = texts(types);
        @Nullable List<String> valueTexts = texts(values);
        return shapes == null || typeTexts == null || valueTexts == null
                ? null
                : new Inputs(shapes, typeTexts, valueTexts);
    }

    /** Numbers of a text such as {@code [1, 1]} or {@code 1}; {@link Shape#NONE} if it is another text. */
    static Shape numbers(String text) {
        ArrayScanner array = new ArrayScanner(text.startsWith("[") ? text : "[" + text + "]");
        @Nullable Shape shape = shape(array);
        return shape == null || !array.isDone() ? Shape.NONE : shape;
    }

    private static @Nullable List<Shape> shapes(String text) {
        ArrayScanner array = new ArrayScanner(text);
        List<Shape> shapes = new ArrayList<>();
        if (!array.enter()) {
            return null;
        }
        while (array.next()) {
            @Nullable Shape shape = shape(array);
            if (shape == null) {
                return null;
            }
            shapes.add(shape);
        }
        return array.isDone() ? shapes : null;
    }

    /** The shape whose array stands here; null if it is none. */
    private static @Nullable Shape shape(ArrayScanner array) {
        List<Long> sizes = new ArrayList<>(4);
        boolean list = false;
        if (!array.enter()) {
            return null;
        }
        while (array.next()) {
            if (array.isArray()) {
                list = true; // a list of tensors
                array.skip();
                continue;
            }
            long size = array.size();
            if (size == ArrayScanner.NO_SIZE) {
                return null;
            }
            sizes.add(size);
        }
        return list ? Shape.NONE : Shape.of(sizes);
    }

    /** Items of an array as texts; null if it is none. Of an empty text, there are none. */
    static @Nullable List<String> texts(String text) {
        List<String> texts = new ArrayList<>();
        if (text.isEmpty()) {
            return texts;
        }
        ArrayScanner array = new ArrayScanner(text);
        if (!array.enter()) {
            return null;
        }
        while (array.next()) {
            texts.add(array.text());
        }
        return array.isDone() ? texts : null;
    }
}
