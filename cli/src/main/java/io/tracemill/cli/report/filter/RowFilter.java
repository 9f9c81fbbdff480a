package io.tracemill.cli.report.filter;

import static java.util.stream.Collectors.joining;

import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.Document.Group;
import io.tracemill.cli.report.sheet.Rest;
import io.tracemill.cli.report.sheet.Row;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.SheetSchema.Role;
import io.tracemill.cli.report.sheet.Subject;
import io.tracemill.cli.report.sheet.Subject.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Filter of the rows of a document. It keeps the rows that meet all conditions, of the sheets that have all their
 * columns, and the facts about the subjects of these rows. Numbers stay as they are, and sentences about all rows go.
 *
 * @param conditions the conditions; none keep everything
 */
public record RowFilter(List<Condition> conditions) {

    private static final int MOST_NAMED = 5;

    /** Copies the list. */
    public RowFilter {
        conditions = List.copyOf(conditions);
    }

    /**
     * Filters a document.
     *
     * @param top number of rows of each sheet that are shown at first
     * @throws NoMatchException if no row meets the conditions; the message names values that are near
     */
    public Document apply(Document document, int top) throws NoMatchException {
        if (conditions.isEmpty()) {
            return document;
        }
        List<Group> groups = new ArrayList<>();
        for (Group group : document.groups()) {
            groups.add(new Group(
                    group.key(),
                    group.schemas().stream().filter(this::keeps).toList(),
                    group.subjects().stream()
                            .map(subject -> subject(subject, top))
                            .flatMap(Optional::stream)
                            .toList()));
        }
        if (groups.stream().allMatch(group -> group.subjects().isEmpty())) {
            throw new NoMatchException(reason(document));
        }
        return new Document(groups);
    }

    private boolean keeps(SheetSchema schema) {
        return schema.role() == Role.FACTS || isFiltered(schema);
    }

    private boolean isFiltered(SheetSchema schema) {
        return conditions.stream()
                .allMatch(condition -> condition.column().index(schema).isPresent());
    }

    private Optional<Subject> subject(Subject subject, int top) {
        List<Sheet> sheets = new ArrayList<>();
        for (Sheet sheet : subject.sheets()) {
            if (sheet.schema().role() == Role.FACTS) {
                sheets.add(told(sheet));
            } else if (isFiltered(sheet.schema())) {
                sheets.add(sheet(sheet, top));
            }
        }
        boolean isEmpty = sheets.stream()
                .allMatch(sheet ->
                        sheet.schema().role() == Role.FACTS || sheet.rows().isEmpty());
        return isEmpty ? Optional.empty() : Optional.of(new Subject(sheets, Extent.WHOLE));
    }

    /** Facts with a sentence that says what is shown. */
    private Sheet told(Sheet facts) {
        List<Sentence> sentences = new ArrayList<>(facts.sentences());
        sentences.add(Sentence.of("Only rows with "
                + conditions.stream().map(Condition::toString).collect(joining(" and "))
                + " are shown; their shares are of the whole."));
        return new Sheet(
                facts.schema(), facts.heading(), facts.about(), sentences, facts.rows(), facts.rest(), facts.notes());
    }

    private Sheet sheet(Sheet sheet, int top) {
        List<Row> rows = new ArrayList<>();
        for (Row row : sheet.rows()) {
            if (conditions.stream().allMatch(condition -> meets(row, condition, sheet.schema()))) {
                rows.add(new Row(rows.size() < top, row.cells()));
            }
        }
        String what = sheet.rest().map(Rest::what).orElse("rows");
        Optional<Rest> rest = rows.size() > top ? Optional.of(Rest.beyond(top, rows.size(), what)) : Optional.empty();
        return new Sheet(sheet.schema(), sheet.heading(), sheet.about(), List.of(), rows, rest, List.of());
    }

    private static boolean meets(Row row, Condition condition, SheetSchema schema) {
        @Nullable Object cell = cell(row, condition, schema);
        return cell != null && condition.accepts(cell);
    }

    private static @Nullable Object cell(Row row, Condition condition, SheetSchema schema) {
        return row.cells().get(condition.column().index(schema).orElseThrow());
    }

    private String reason(Document document) {
        for (Condition condition : conditions) {
            List<Object> values = values(document, condition);
            if (values.stream().noneMatch(condition::accepts)) {
                String near = values.stream()
                        .map(Condition::text)
                        .filter(text -> !text.isBlank())
                        .distinct()
                        .sorted(condition.nearestFirst())
                        .limit(MOST_NAMED)
                        .collect(joining(", "));
                return "nothing matches " + condition
                        + (near.isEmpty()
                                ? "; no row has a " + condition.column().word()
                                : "; near: " + near);
            }
        }
        return "no row matches " + conditions.stream().map(Condition::toString).collect(joining(" and "));
    }

    private static List<Object> values(Document document, Condition condition) {
        return document.groups().stream()
                .flatMap(group -> group.subjects().stream())
                .flatMap(subject -> subject.sheets().stream())
                .filter(sheet -> condition.column().index(sheet.schema()).isPresent())
                .flatMap(sheet -> sheet.rows().stream().map(row -> cell(row, condition, sheet.schema())))
                .filter(Objects::nonNull)
                .<Object>map(cell -> cell)
                .toList();
    }
}
