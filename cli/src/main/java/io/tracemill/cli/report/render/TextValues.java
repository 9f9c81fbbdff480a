package io.tracemill.cli.report.render;

import static java.util.stream.Collectors.joining;

import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Quantity;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.cli.terminal.Figures;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Values as text for people. */
final class TextValues {

    private TextValues() {}

    /** Text of a sentence with short forms of its names. */
    static String text(Sentence sentence, UnaryOperator<String> shortNames) {
        String words =
                sentence.parts().stream().map(part -> part(part, shortNames)).collect(joining());
        return switch (sentence.tone()) {
            case PLAIN -> words;
            case WARNING -> "WARNING: " + words;
            case EVIDENCE -> "- " + words;
        };
    }

    private static String part(Sentence.Part part, UnaryOperator<String> shortNames) {
        if (part instanceof Quantity quantity) {
            return text(quantity.value(), quantity.unit());
        }
        return part instanceof Sentence.Name name ? shortNames.apply(name.text()) : ((Sentence.Words) part).text();
    }

    /** Text of a cell; empty if it has no value. */
    static String text(@Nullable Object cell, Unit unit) {
        if (cell == null || (cell instanceof Double number && number.isNaN())) {
            return "";
        } else if (cell instanceof Named named) {
            return named.name();
        } else if (cell instanceof List<?> items) {
            return items.stream().map(item -> text(item, unit)).collect(joining(", "));
        } else if (cell instanceof Map<?, ?> entries) {
            return entries.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + text(entry.getValue(), unit))
                    .collect(joining(", "));
        }
        return cell instanceof Number number ? number(number, unit) : cell.toString();
    }

    private static String number(Number value, Unit unit) {
        return switch (unit) {
            case TIME -> Figures.time(value.doubleValue());
            case OFFSET -> "+" + Figures.time(value.doubleValue());
            case COUNT -> Figures.count(value.longValue());
            case BYTES -> Figures.bytes(value.longValue());
            case PERCENT -> Figures.percent(value.doubleValue());
            case CHANGE -> String.format(Locale.ROOT, "%+.1f %%", value.doubleValue());
            case POINTS -> String.format(Locale.ROOT, "%+.1f", value.doubleValue());
            case GB_PER_S -> String.format(Locale.ROOT, "%.1f GB/s", value.doubleValue());
            case TB_PER_S, TFLOPS_PER_S -> rate(value.doubleValue()) + ' ' + unit.symbol();
            case HOURS -> amount(value.doubleValue()) + " h";
            case COST -> amount(value.doubleValue());
            case TEXT, NAME, FLAG, NUMBER, INSTANT, EPOCH_MS ->
                value instanceof Double ? String.format(Locale.ROOT, "%.4g", value.doubleValue()) : value.toString();
        };
    }

    /** Amount with separators of thousands, and with two decimals if it has none. */
    private static String amount(double value) {
        return String.format(Locale.ROOT, value >= 1000 ? "%,.0f" : "%.2f", value);
    }

    /** Rate with three digits, but no fewer than those before the point. */
    private static String rate(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
