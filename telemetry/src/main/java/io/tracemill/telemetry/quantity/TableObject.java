package io.tracemill.telemetry.quantity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object of a table: its values by key, each checked when it is asked for. */
final class TableObject {

    private final String where;
    private final Map<?, ?> values;

    private TableObject(String where, Map<?, ?> values) {
        this.where = where;
        this.values = values;
    }

    /** Takes a value to be an object with some of these keys and no others. */
    static TableObject of(String where, @Nullable Object value, Set<String> keys) throws QuantityTableException {
        if (!(value instanceof Map<?, ?> map)) {
            throw new QuantityTableException(where + ": expected an object");
        }
        for (Object key : map.keySet()) {
            if (!keys.contains(key)) {
                throw new QuantityTableException(where + ": unknown key \"" + key + "\"; known are "
                        + String.join(", ", keys.stream().sorted().toList()));
            }
        }
        return new TableObject(where, map);
    }

    String text(String key) throws QuantityTableException {
        String text = textOrNull(key);
        if (text == null || text.isEmpty()) {
            throw new QuantityTableException(where + ": \"" + key + "\" must be a text that is not empty");
        }
        return text;
    }

    @Nullable
    String textOrNull(String key) throws QuantityTableException {
        Object value = values.get(key);
        if (value != null && !(value instanceof String)) {
            throw new QuantityTableException(where + ": \"" + key + "\" must be a text");
        }
        return (String) value;
    }

    double number(String key, double absent) throws QuantityTableException {
        Object value = values.get(key);
        if (value != null && !(value instanceof Double)) {
            throw new QuantityTableException(where + ": \"" + key + "\" must be a number");
        }
        return value == null ? absent : (Double) value;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** The elements of a list; none where there is no list. */
    List<?> list(String key) throws QuantityTableException {
        Object value = values.get(key);
        if (value != null && !(value instanceof List)) {
            throw new QuantityTableException(where + ": \"" + key + "\" must be a list");
        }
        return value == null ? List.of() : (List<?>) value;
    }

    List<String> texts(String key) throws QuantityTableException {
        List<String> texts = new ArrayList<>();
        for (Object value : list(key)) {
            if (!(value instanceof String text)) {
                throw new QuantityTableException(where + ": \"" + key + "\" must be a list of texts");
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    /** An object whose values are texts; none where it is absent. */
    Map<String, String> map(String key) throws QuantityTableException {
        Object value = values.containsKey(key) ? values.get(key) : Map.of();
        if (!(value instanceof Map<?, ?> map)) {
            throw new QuantityTableException(where + ": \"" + key + "\" must be an object");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String name) || !(entry.getValue() instanceof String text)) {
                throw new QuantityTableException(where + ": \"" + key + "\" must have texts only");
            }
            texts.put(name, text);
        }
        return texts;
    }
}
