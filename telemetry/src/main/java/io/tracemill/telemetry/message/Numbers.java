package io.tracemill.telemetry.message;

import java.math.BigDecimal;
import java.util.OptionalDouble;

/** Numbers as texts. */
public final class Numbers {

    private Numbers() {}

    /** A number in decimal notation, with or without an exponent; empty where the text is anything else. */
    public static OptionalDouble decimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789.+-eE".indexOf(text.charAt(i)) < 0) {
                return OptionalDouble.empty();
            }
        }
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** A number as Prometheus writes it: also {@code NaN}, {@code +Inf} and {@code -Inf}. */
    public static OptionalDouble prometheus(String text) {
        return switch (text) {
            case "NaN" -> OptionalDouble.of(Double.NaN);
            case "+Inf", "Inf" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-Inf" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default -> decimal(text);
        };
    }

    /** The bound of a bucket or a quantile as Prometheus writes it, such as {@code 0.5} and {@code 10}. */
    public static String label(double bound) {
        if (Double.isNaN(bound)) {
            return "NaN";
        }
        if (Double.isInfinite(bound)) {
            return bound > 0 ? "+Inf" : "-Inf";
        }
        return bound == 0 ? "0" : BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    }
}
