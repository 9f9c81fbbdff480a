package io.tracemill.cli.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.cli.query.SqlCursor;
import io.tracemill.ingest.dialect.ArgField;
import io.tracemill.ingest.dialect.ArgNames;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a span: those of its file under the names that all dialects read, and what Tracemill found in an
 * object of its own, under the names of the columns.
 */
final class Arguments {

    /** Member with what Tracemill found. */
    static final String FOUND = "tracemill";

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,18})(\\.[0-9]+)?");

    private static final List<Given> GIVEN = ArgNames.shared().entrySet().stream()
            .map(Given::of)
            .sorted(Comparator.comparing(Given::column))
            .toList();

    private static final List<String> FOUND_TEXTS = List.of("operator", "module", "phase");

    private static final List<String> FOUND_NUMBERS =
            List.of("step", "self_ns", "runtime_ns", "queuing_ns", "span_id", "parent_id", "owner_id", "launch_id");

    /** Columns of {@code spans} that are read, in SQL. */
    static final String COLUMNS = Stream.of(
                    GIVEN.stream().map(Given::column),
                    FOUND_TEXTS.stream(),
                    FOUND_NUMBERS.stream(),
                    Stream.of("args", "to_json(counters)::varchar as counters"))
            .flatMap(columns -> columns)
            .collect(Collectors.joining(", "));

    private Arguments() {}

    /**
     * Argument that a file gave, which an attribute keeps.
     *
     * @param column column of the attribute
     * @param name name of the argument
     * @param form form of its value
     */
    private record Given(String column, String name, ArgField.Reading form) {
        static Given of(Map.Entry<String, ArgField> argument) {
            return new Given(
                    argument.getValue().attribute().fieldName(),
                    argument.getKey(),
                    argument.getValue().reading());
        }

        void write(String value, JsonGenerator out) throws IOException {
            out.writeFieldName(name);
            switch (form) {
                case WHOLE, ID, POSITIVE -> out.writeNumber(value);
                case JSON, SHAPES, NAMES -> JsonText.value(value, out);
                case DIMENSIONS -> JsonText.value("[" + value + "]", out);
                case DECIMAL,
                        TEXT,
                        ALLOCATED,
                        RESERVED,
                        TASK_TYPE,
                        COLLECTIVE,
                        COLLECTIVE_TASK,
                        HOST_LEVEL,
                        COUNTER,
                        COUNTERS -> scalar(value, out);
            }
        }
    }

    /** A number as a number, another text as a string. */
    private static void scalar(String value, JsonGenerator out) throws IOException {
        if (NUMBER.matcher(value).matches()) {
            out.writeNumber(value);
        } else {
            out.writeString(value);
        }
    }

    /** Writes the arguments of a span. */
    static void write(SqlCursor span, boolean clipped, JsonGenerator out) throws IOException {
        for (Given given : GIVEN) {
            @Nullable String value = span.text(given.column());
            if (value != null) {
                given.write(value, out);
            }
        }
        @Nullable String counters = span.text("counters");
        if (counters != null) {
            out.writeFieldName("counters");
            JsonText.value(counters, out);
        }
        @Nullable String rest = span.text("args");
        if (rest != null) {
            JsonText.members(rest, FOUND, out);
        }
        out.writeObjectFieldStart(FOUND);
        found(span, clipped, out);
        out.writeEndObject();
    }

    private static void found(SqlCursor span, boolean clipped, JsonGenerator out) throws IOException {
        if (clipped) {
            out.writeNumberField("start_ns", span.number("start_ns", 0));
            out.writeNumberField("duration_ns", span.number("duration_ns", 0));
        }
        for (String name : FOUND_TEXTS) {
            @Nullable String value = span.text(name);
            if (value != null) {
                out.writeStringField(name, value);
            }
        }
        for (String name : FOUND_NUMBERS) {
            @Nullable String value = span.text(name);
            if (value != null) {
                out.writeFieldName(name);
                out.writeNumber(value);
            }
        }
    }
}
