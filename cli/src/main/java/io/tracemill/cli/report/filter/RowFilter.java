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
 * Filter of the rows of a document. A sheet keeps the rows that meet the conditions on its columns; it says which
 * conditions are on columns that it lacks, and goes if it lacks all of them. A subject keeps its facts, and goes if one
 * of the conditions is met by none of its rows. Numbers stay as they are, and sentences about all rows go.
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
        return missing(schema).size() < conditions.size();
    }

    /** Columns of conditions that a sheet lacks, in the order of the conditions. */
    public List<FilterColumn> missing(SheetSchema schema) {
        return conditions.stream()
                .map(Condition::column)
                .filter(column -> column.index(schema).isEmpty())
                .toList();
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
        boolean isMet = conditions.stream()
                .allMatch(condition -> sheets.stream()
                        .filter(sheet -> sheet.schema().role() != Role.FACTS
                                && !sheet.rows().isEmpty())
                        .anyMatch(sheet ->
                                condition.column().index(sheet.schema()).isPresent()));
        return isMet ? Optional.of(Subject.of(sheets, Extent.WHOLE)) : Optional.empty();
    }

    /** Facts with a sentence that says what is shown. */
    private Sheet told(Sheet facts) {
        List<Sentence> sentences = new ArrayList<>(facts.sentences());
        sentences.add(Sentence.of("Only rows with "
                + conditions.stream().map(Condition::toString).collect(joining(" and "))
                + (conditions.size() == 1 ? " are shown;" : " are shown, in each table by the columns that it has;")
                + " their shares are of the whole."));
        return new Sheet(
                facts.schema(), facts.heading(), facts.about(), sentences, facts.rows(), facts.rest(), facts.notes());
    }

    private Sheet sheet(Sheet sheet, int top) {
        List<FilterColumn> missing = missing(sheet.schema());
        List<Condition> applied = conditions.stream()
                .filter(condition -> !missing.contains(condition.column()))
                .toList();
        List<Row> rows = new ArrayList<>();
        for (Row row : sheet.rows()) {
            if (applied.stream().allMatch(condition -> meets(row, condition, sheet.schema()))) {
                rows.add(new Row(rows.size() < top, row.cells()));
            }
        }
        String what = sheet.rest().map(Rest::what).orElse("rows");
        Optional<Rest> rest = rows.size() > top ? Optional.of(Rest.beyond(top, rows.size(), what)) : Optional.empty();
        return new Sheet(sheet.schema(), sheet.heading(), about(sheet, missing), List.of(), rows, rest, List.of());
    }

    /** Phrase beside the heading, with the columns of conditions that the sheet lacks. */
    private static Optional<Sentence> about(Sheet sheet, List<FilterColumn> missing) {
        if (missing.isEmpty()) {
            return sheet.about();
        }
        String unfiltered =
                "not filtered by " + missing.stream().map(FilterColumn::word).collect(joining(" and "));
        return Optional.of(
                sheet.about().map(about -> about.text("; " + unfiltered)).orElseGet(() -> Sentence.of(unfiltered)));
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
