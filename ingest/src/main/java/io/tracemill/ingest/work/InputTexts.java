package io.tracemill.ingest.work;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reader of the texts in which a profiler records the inputs of an operator: JSON arrays with an item per input. */
final class InputTexts {

    private static final JsonFactory JSON = new JsonFactory();

    private InputTexts() {}

    /**
     * Inputs of their texts, each empty if it is not recorded; null if a text is no JSON array, or has a size that is
     * no whole number from 0 to {@link Shape#LARGEST}.
     */
    static @Nullable Inputs read(String dims, String types, String values) {
        try {
            List<Shape> shapes = new ArrayList<>();
            boolean read = readShapes(dims, shapes);
            return read ? new Inputs(shapes, texts(types), texts(values)) : null;
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Numbers of a text such as {@code [1, 1]} or {@code 1}; {@link Shape#NONE} if it is another text. */
    static Shape numbers(String text) {
        try {
            List<Shape> one = new ArrayList<>();
            return readShapes(text.startsWith("[") ? "[" + text + "]" : "[[" + text + "]]", one) && one.size() == 1
                    ? one.get(0)
                    : Shape.NONE;
        } catch (JsonProcessingException e) {
            return Shape.NONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean readShapes(String text, List<Shape> shapes) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                return false;
            }
            while (json.nextToken() == JsonToken.START_ARRAY) {
                @Nullable Shape shape = shape(json);
                if (shape == null) {
                    return false;
                }
                shapes.add(shape);
            }
            return json.currentToken() == JsonToken.END_ARRAY && json.nextToken() == null;
        }
    }

    /** The shape whose array is open, which is read to its end; null if a size cannot be one. */
    private static @Nullable Shape shape(JsonParser json) throws IOException {
        List<Long> sizes = new ArrayList<>();
        boolean list = false;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token == JsonToken.START_ARRAY) {
                list = true; // a list of tensors
                json.skipChildren();
            } else if (token != JsonToken.VALUE_NUMBER_INT || !isSize(json)) {
                return null;
            } else {
                sizes.add(json.getLongValue());
            }
        }
        return list ? Shape.NONE : Shape.of(sizes);
    }

    private static boolean isSize(JsonParser json) throws IOException {
        return json.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                && json.getLongValue() >= 0
                && json.getLongValue() <= Shape.LARGEST;
    }

    /** Texts of an array; the item of a list of tensors is empty. */
    private static List<String> texts(String text) throws IOException {
        List<String> texts = new ArrayList<>();
        if (text.isEmpty()) {
            return texts;
        }
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                return texts;
            }
            for (JsonToken token = json.nextToken(); token != null && token != JsonToken.END_ARRAY; ) {
                texts.add(token.isScalarValue() ? json.getText() : "");
                json.skipChildren();
                token = json.nextToken();
            }
        }
        return texts;
    }
}
