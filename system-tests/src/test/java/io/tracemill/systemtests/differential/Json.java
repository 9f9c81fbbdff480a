package io.tracemill.systemtests.differential;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A JSON object as the parser's map. */
record Json(Map<?, ?> members) {

    @Nullable
    Object get(String name) {
        return members.get(name);
    }

    String text(String name, String otherwise) {
        return Optional.ofNullable(textOrNull(name)).orElse(otherwise);
    }

    @Nullable
    String textOrNull(String name) {
        Object value = members.get(name);
        return value == null ? null : text(value);
    }

    static String text(Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    Map<String, Object> args() {
        if (!(members.get("args") instanceof Map<?, ?> args)) {
            return Map.of();
        }
        return args.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(entry -> text(entry.getKey()), Map.Entry::getValue));
    }

    /** Microseconds as ns; what lies beyond the nanosecond is rounded half-even. */
    @Nullable
    Long nanos(String name) {
        Object value = members.get(name);
        if (value == null) {
            return null;
        }
        return new BigDecimal(text(value))
                .movePointRight(3)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    static @Nullable Long whole(@Nullable Object value) {
        return value == null ? null : Long.valueOf(new BigDecimal(text(value)).longValueExact());
    }

    /** {@code [64, 64, 1]} as {@code 64,64,1}. */
    static @Nullable String joined(@Nullable Object value) {
        return value instanceof List<?> list ? list.stream().map(Json::text).collect(Collectors.joining(",")) : null;
    }
}
