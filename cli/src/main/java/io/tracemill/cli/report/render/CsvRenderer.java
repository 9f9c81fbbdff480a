package io.tracemill.cli.report.render;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.cli.report.sheet.Column;
import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.Document.Group;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Row;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.SheetSchema.Role;
import io.tracemill.cli.report.sheet.Subject;
import io.tracemill.cli.terminal.CsvField;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Renderer of CSV (RFC 4180, but lines end with a line feed). A sheet is a header of keys and the rows of all subjects.
 * The first columns identify the subject. Null is an empty field; lists and maps are JSON.
 */
public final class CsvRenderer {

    private static final JsonFactory JSON = new JsonFactory();

    private final Group group;
    private final SheetSchema schema;
    private final Writer out;

    private CsvRenderer(Group group, SheetSchema schema, Writer out) {
        this.group = group;
        this.schema = schema;
        this.out = out;
    }

    /** Writes all sheets, each after a line {@code # key}, with an empty line between two sheets. */
    public static void write(Document document, Writer out) throws IOException {
        String before = "";
        for (Group group : document.groups()) {
            for (SheetSchema schema : group.schemas()) {
                out.write(before + "# " + schema.key() + "\n");
                write(group, schema, out);
                before = "\n";
            }
        }
    }

    /** Writes only the sheet with this key. */
    public static void write(Document document, String key, Writer out) throws IOException {
        for (Group group : document.groups()) {
            for (SheetSchema schema : group.schemas()) {
                if (schema.key().equals(key)) {
                    write(group, schema, out);
                }
            }
        }
    }

    private static void write(Group group, SheetSchema schema, Writer out) throws IOException {
        CsvRenderer renderer = new CsvRenderer(group, schema, out);
        renderer.line(
                renderer.identity().stream().map(Column::key),
                schema.columns().stream().map(Column::key));
        for (Subject subject : group.subjects()) {
            List<Sheet> sheets = subject.sheets();
            for (Sheet sheet : sheets) {
                if (sheet.key().equals(schema.key())) {
                    renderer.rows(sheet, sheets);
                }
            }
        }
    }

    private void rows(Sheet sheet, List<Sheet> ofSubject) throws IOException {
        List<String> of = new ArrayList<>();
        for (Column column : identity()) {
            Sheet facts = ofSubject.stream()
                    .filter(any -> any.schema().role() == Role.FACTS)
                    .findFirst()
                    .orElseThrow();
            of.add(field(facts.rows().get(0).cells().get(facts.schema().index(column.key()))));
        }
        for (Row row : sheet.rows()) {
            List<String> fields = new ArrayList<>();
            for (Object cell : row.cells()) {
                fields.add(field(cell));
            }
            line(of.stream(), fields.stream());
        }
    }

    /** Columns that identify the subject, without those that the sheet has itself. */
    private List<Column> identity() {
        return group.schemas().stream()
                .filter(facts -> facts.role() == Role.FACTS && !facts.key().equals(schema.key()))
                .flatMap(facts -> facts.keyIndexes().stream().map(facts.columns()::get))
                .filter(column ->
                        schema.columns().stream().noneMatch(own -> own.key().equals(column.key())))
                .toList();
    }

    private void line(Stream<String> identity, Stream<String> own) throws IOException {
        out.write(Stream.concat(identity, own).collect(joining(",", "", "\n")));
    }

    private static String field(@Nullable Object cell) throws IOException {
        Object value = Named.valueOf(cell);
        if (value instanceof List<?> || value instanceof Map<?, ?>) {
            return CsvField.of(json(value));
        }
        if (value == null || (value instanceof Double number && !Double.isFinite(number))) {
            return CsvField.of(null);
        }
        return CsvField.of(value.toString());
    }

    private static String json(Object value) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            JsonTree.value(value, json);
        }
        return text.toString();
    }
}
