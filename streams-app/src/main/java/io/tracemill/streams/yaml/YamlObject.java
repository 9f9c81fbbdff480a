package io.tracemill.streams.yaml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keys and values of one place in a file. A key that is not known there is refused when it is made. */
public final class YamlObject {

    private final String where;
    private final Map<?, ?> values;

    private YamlObject(String where, Map<?, ?> values) {
        this.where = where;
        this.values = values;
    }

    /**
     * The keys of a value.
     *
     * @param where file and place, as an error begins
     */
    public static YamlObject of(String where, Object value, Set<String> known) throws YamlException {
        if (!(value instanceof Map<?, ?> map)) {
            throw new YamlException(where + ": expected keys, of " + sorted(known));
        }
        for (Object key : map.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                throw new YamlException(where + ": the key \"" + key + "\" is not known; known are " + sorted(known));
            }
        }
        return new YamlObject(where, map);
    }

    private static String sorted(Set<String> known) {
        return known.stream().sorted().collect(Collectors.joining(", "));
    }

    /** Whether a key is there. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** File and place, as an error begins. */
    public String where() {
        return where;
    }

    /** Text of a key that must be there. */
    public String text(String key) throws YamlException {
        Object value = values.get(key);
        if (!(value instanceof String text) || text.isBlank()) {
            throw error(key, "must be a text");
        }
        return text.strip();
    }

    /** Text of a key that may be missing. */
    public @Nullable String textOrNull(String key) throws YamlException {
        return has(key) ? text(key) : null;
    }

    /** Number of a key that must be there. */
    public double number(String key) throws YamlException {
        Object value = values.get(key);
        if (!(value instanceof Double number)) {
            throw error(key, "must be a number");
        }
        return number;
    }

    /** Number of a key that may be missing. */
    public @Nullable Double numberOrNull(String key) throws YamlException {
        return has(key) ? (Double) number(key) : null;
    }

    /** Whole number from 1 of a key that must be there. */
    public int whole(String key) throws YamlException {
        double number = number(key);
        if (number != Math.rint(number) || number < 1 || number > Integer.MAX_VALUE) {
            throw error(key, "must be a whole number from 1");
        }
        return (int) number;
    }

    /** Whether a key is there; it must be true then. */
    public boolean isTrue(String key) throws YamlException {
        if (!has(key)) {
            return false;
        }
        if (!Boolean.TRUE.equals(values.get(key))) {
            throw error(key, "must be true, or missing");
        }
        return true;
    }

    /** One of the constants of an enum, by its name. */
    public <T extends Enum<T>> T oneOf(Class<T> type, String key) throws YamlException {
        String text = text(key);
        for (T constant : type.getEnumConstants()) {
            if (constant.name().equals(text)
                    || constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        throw error(
                key,
                "must be one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Enum::toString)
                                .collect(Collectors.joining(", "))
                        + " but was " + text);
    }

    /** Items of a list; empty if the key is missing. */
    public List<Object> list(String key) throws YamlException {
        if (!has(key)) {
            return List.of();
        }
        if (!(values.get(key) instanceof List<?> list)) {
            throw error(key, "must be a list");
        }
        return new ArrayList<>(list);
    }

    /** Texts of a list that has some. */
    public List<String> texts(String key) throws YamlException {
        List<String> texts = new ArrayList<>();
        for (Object item : list(key)) {
            if (!(item instanceof String text)) {
                throw error(key, "must be a list of texts");
            }
            texts.add(text);
        }
        if (texts.isEmpty()) {
            throw error(key, "must be a list of texts, of which it has none");
        }
        return List.copyOf(texts);
    }

    /** Keys of a key. */
    public YamlObject object(String key, Set<String> known) throws YamlException {
        Object value = values.get(key);
        if (value == null) {
            throw error(key, "must be there");
        }
        return of(where + ": " + key, value, known);
    }

    /** Value of a key as it is; null if the key is missing. */
    public @Nullable Object value(String key) {
        return values.get(key);
    }

    /** An error about a key: what it must be. */
    public YamlException error(String key, String expected) {
        return new YamlException(where + ": \"" + key + "\" " + expected);
    }
}
