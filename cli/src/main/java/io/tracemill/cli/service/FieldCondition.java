package io.tracemill.cli.service;

import io.tracemill.cli.config.Alternatives;
import io.tracemill.schemas.Topic;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Condition on a field of a record, such as {@code bottleneck=SYNC_BOUND} or {@code idle_pct>20}. Numbers are compared
 * as numbers, constants of enums in any case, and all else as text. A field without a value equals {@code null}, and is
 * neither less nor greater than any.
 *
 * @param field name of the field
 * @param operator how it is compared
 * @param value what it is compared with
 */
public record FieldCondition(String field, Operator operator, String value) {

    private static final Pattern TEXT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(!=|=|<|>)(.*)", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
    private static final Set<Schema.Type> NUMBERS =
            Set.of(Schema.Type.INT, Schema.Type.LONG, Schema.Type.FLOAT, Schema.Type.DOUBLE);

    /** What a field without a value is called. */
    private static final String NONE = "null";

    /** How a field is compared with a value. */
    public enum Operator {
        /** Is equal. */
        EQUAL("="),
        /** Is not equal. */
        UNEQUAL("!="),
        /** Is less. */
        LESS("<"),
        /** Is greater. */
        GREATER(">");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        private static Operator of(String symbol) {
            return Arrays.stream(values())
                    .filter(operator -> operator.symbol.equals(symbol))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * Condition of a text.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static FieldCondition of(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "must be a field, one of =, !=, < and >, and a value but was \"" + text + '"');
        }
        return new FieldCondition(parts.group(1), Operator.of(parts.group(2)), parts.group(3));
    }

    /**
     * Checks that the records of a topic have the field, and that the value can be one of it.
     *
     * @throws IllegalArgumentException if not
     */
    public void check(Topic topic) {
        List<String> fields = TopicReader.fields(topic);
        if (!fields.contains(field)) {
            throw new IllegalArgumentException(
                    "--where: " + topic.suffix() + " has no field " + field + ", expected " + Alternatives.of(fields));
        }
        Schema type = ofValue(topic.schema().getField(field).schema());
        if (type.getType() == Schema.Type.ENUM
                && !value.equals(NONE)
                && !type.hasEnumSymbol(value.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException("--where: " + field + " must be "
                    + Alternatives.of(type.getEnumSymbols()) + " but was \"" + value + '"');
        }
        if (NUMBERS.contains(type.getType())
                && !value.equals(NONE)
                && !NUMBER.matcher(value).matches()) {
            throw new IllegalArgumentException("--where: " + field + " must be a number but was \"" + value + '"');
        }
    }

    /** Schema of a field's values, without that of no value. */
    private static Schema ofValue(Schema field) {
        return field.isUnion()
                ? field.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElse(field)
                : field;
    }

    /** Whether it holds for a record that has the field. */
    boolean holds(IndexedRecord row) {
        @Nullable Object actual = row.get(row.getSchema().getField(field).pos());
        if (actual == null || value.equals(NONE)) {
            boolean equal = actual == null && value.equals(NONE);
            return (operator == Operator.EQUAL && equal) || (operator == Operator.UNEQUAL && !equal);
        }
        int order = compare(actual);
        return switch (operator) {
            case EQUAL -> order == 0;
            case UNEQUAL -> order != 0;
            case LESS -> order < 0;
            case GREATER -> order > 0;
        };
    }

    private int compare(Object actual) {
        if (actual instanceof Number number) {
            return number instanceof Double || number instanceof Float
                    ? Double.compare(number.doubleValue(), Double.parseDouble(value))
                    : BigDecimal.valueOf(number.longValue()).compareTo(new BigDecimal(value));
        }
        return actual instanceof Enum<?> constant
                ? constant.name().compareTo(value.toUpperCase(Locale.ROOT))
                : actual.toString().compareTo(value);
    }
}
