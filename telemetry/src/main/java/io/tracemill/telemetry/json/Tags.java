package io.tracemill.telemetry.json;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Labels as an object of JSON has them. */
final class Tags {

    private Tags() {}

    /** Texts by name. Of an array the last text counts; a tag without a text is left out. */
    static Map<String, String> of(Json.@Nullable Fields json) {
        Map<String, String> tags = new HashMap<>();
        if (json != null) {
            json.byName().forEach((name, value) -> tags.put(name, text(value)));
        }
        return tags;
    }

    private static String text(Json json) {
        if (json instanceof Json.Text text) {
            return text.value();
        }
        if (json instanceof Json.Digits digits) {
            return digits.value();
        }
        if (json instanceof Json.Bool bool) {
            return String.valueOf(bool.value());
        }
        String last = "";
        if (json instanceof Json.Array array) {
            for (Json value : array.values()) {
                last = value instanceof Json.Text text ? text.value() : last;
            }
        }
        return last;
    }
}
