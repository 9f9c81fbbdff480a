package io.tracemill.cli.report.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.Row;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema.Role;
import io.tracemill.cli.report.sheet.Subject;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * Renderer of JSON: one object with an array for each group of subjects. A subject is an object with its facts as
 * members and an array for each other sheet. If a group has no key, its subject is the document itself. Views are left
 * out, because other sheets have their values. Null is left out too, except in key columns.
 */
public final class JsonRenderer {

    /** Version of the format. It is raised if a key is removed or changes its meaning, but not if one is added. */
    public static final int FORMAT_VERSION = 2;

    private JsonRenderer() {}

    /** Writes the document and a line end. */
    public static void write(Document document, Writer out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
            write(document, json);
            json.writeRaw('\n');
        }
    }

    /** Writes the document as part of another JSON text. */
    public static void write(Document document, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("format_version", FORMAT_VERSION);
        for (Document.Group group : document.groups()) {
            group(group, json);
        }
        json.writeEndObject();
    }

    /** Writes a subject as it stands in the array of its group. */
    public static void write(Subject subject, JsonGenerator json) throws IOException {
        tree(subject).write(json);
    }

    /** Writes what a subject has as members of an object that is open. */
    public static void writeMembers(Subject subject, JsonGenerator json) throws IOException {
        tree(subject).writeMembers(json);
    }

    private static void group(Document.Group group, JsonGenerator json) throws IOException {
        if (group.key().isEmpty()) {
            for (Subject subject : group.subjects()) {
                writeMembers(subject, json);
            }
            return;
        }
        json.writeArrayFieldStart(group.key());
        for (Subject subject : group.subjects()) {
            write(subject, json);
        }
        json.writeEndArray();
    }

    private static JsonTree tree(Subject subject) {
        JsonTree tree = new JsonTree();
        List<Sheet> sheets = subject.sheets();
        List<Sheet> inside = new ArrayList<>();
        for (Sheet sheet : sheets) {
            if (sheet.schema().role() == Role.FACTS) {
                tree.putCells(sheet.schema().columns(), sheet.rows().get(0).cells());
            } else if (sheet.schema().parent().isPresent()) {
                inside.add(sheet);
            }
        }
        for (Sheet sheet : sheets) {
            if (sheet.schema().role() == Role.ROWS && sheet.schema().parent().isEmpty()) {
                tree.put(sheet.key(), trees(sheet, children(sheet, inside)));
            }
        }
        return tree;
    }

    private static List<ChildRows> children(Sheet parent, List<Sheet> inside) {
        return inside.stream()
                .filter(child ->
                        child.schema().parent().filter(parent.key()::equals).isPresent())
                .map(child -> ChildRows.of(child, parent))
                .toList();
    }

    private static List<JsonTree> trees(Sheet sheet, List<ChildRows> children) {
        List<JsonTree> trees = new ArrayList<>();
        for (Row row : sheet.rows()) {
            JsonTree tree = new JsonTree();
            tree.putCells(sheet.schema().columns(), row.cells());
            children.forEach(child -> tree.put(child.key(), child.of(row)));
            trees.add(tree);
        }
        return trees;
    }
}
