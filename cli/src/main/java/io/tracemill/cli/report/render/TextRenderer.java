package io.tracemill.cli.report.render;

import io.tracemill.cli.report.sheet.Column;
import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.Mark;
import io.tracemill.cli.report.sheet.Priority;
import io.tracemill.cli.report.sheet.Rest;
import io.tracemill.cli.report.sheet.Row;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sentence.Tone;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema.Role;
import io.tracemill.cli.report.sheet.Subject;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.Style;
import io.tracemill.cli.terminal.TextTable;
import io.tracemill.cli.terminal.TextTable.Stay;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Renderer of text for a terminal: the sentences of each sheet and the rows that are shown at first. */
public final class TextRenderer {

    private static final String MARK = "*";

    private final Page page;

    private TextRenderer(Page page) {
        this.page = page;
    }

    /** Writes all subjects, each followed by an empty line. */
    public static void write(Document document, Page page) {
        TextRenderer renderer = new TextRenderer(page);
        document.groups().forEach(group -> group.subjects().forEach(renderer::subject));
        renderer.tellNarrowedTables();
    }

    private void tellNarrowedTables() {
        int tables = page.narrowedTables();
        if (tables > 0) {
            page.text(
                    (tables == 1 ? "A table lacks columns" : tables + " tables lack columns") + " that have no room in "
                            + page.screen().columns() + " columns of text; a wider terminal shows them.",
                    Style.ASIDE);
        }
    }

    private void subject(Subject subject) {
        subject.sheets().stream().filter(TextRenderer::saysSomething).forEach(this::sheet);
        page.line();
    }

    private static boolean saysSomething(Sheet sheet) {
        return !sheet.sentences().isEmpty() || !sheet.notes().isEmpty() || hasTable(sheet);
    }

    private static boolean hasTable(Sheet sheet) {
        return sheet.schema().columns().stream().anyMatch(Column::isVisible)
                && !sheet.shown().isEmpty();
    }

    private void sheet(Sheet sheet) {
        heading(sheet);
        sheet.sentences().forEach(this::say);
        if (hasTable(sheet)) {
            if (!sheet.sentences().isEmpty()) {
                page.line();
            }
            page.table(table(sheet));
        }
        sheet.rest().map(TextRenderer::text).ifPresent(text -> page.text(text, Style.ASIDE));
        sheet.schema().marks().stream()
                .filter(mark -> sheet.shown().stream().anyMatch(row -> holds(mark, row, sheet)))
                .forEach(mark -> page.text(MARK + " " + mark.note(), Style.ASIDE));
        sheet.notes().forEach(this::say);
    }

    private void heading(Sheet sheet) {
        if (sheet.schema().role() == Role.FACTS) {
            page.heading(sheet.heading());
            return;
        }
        page.line();
        page.heading(sheet.heading().toUpperCase(Locale.ROOT)
                + sheet.about()
                        .map(about -> "  (" + TextValues.text(about) + ")")
                        .orElse(""));
    }

    private void say(Sentence sentence) {
        page.text(TextValues.text(sentence), sentence.tone() == Tone.WARNING ? Style.WARNING : Style.PLAIN);
    }

    private static String text(Rest rest) {
        return "... and " + Figures.count(rest.count()) + " more " + rest.what() + " ("
                + rest.top().map(top -> "--top " + top + " shows all").orElse("--format json shows all") + ")";
    }

    private static TextTable table(Sheet sheet) {
        List<Column> columns = sheet.schema().columns();
        int[] visible = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).isVisible())
                .toArray();
        TextTable table = new TextTable(
                IntStream.of(visible).mapToObj(i -> header(columns.get(i))).toList());
        for (Row row : sheet.shown()) {
            table.row(IntStream.of(visible).mapToObj(i -> cell(row, i, sheet)).toArray(String[]::new));
        }
        return table;
    }

    /** Header of a column; empty for a flag, whose title stands in the rows where it is true. */
    private static TextTable.Column header(Column column) {
        return new TextTable.Column(
                column.unit() == Unit.FLAG ? "" : column.title(),
                column.unit().isWords(),
                column.unit().isWords(),
                stay(column.priority()));
    }

    private static Stay stay(Priority priority) {
        return switch (priority) {
            case KEY -> Stay.ALWAYS;
            case MAIN -> Stay.LONG;
            case SIDE -> Stay.SHORT;
            case DETAIL -> throw new IllegalArgumentException("a detail is in no table");
        };
    }

    private static String cell(Row row, int index, Sheet sheet) {
        Column column = sheet.schema().columns().get(index);
        @Nullable Object value = row.cells().get(index);
        if (column.unit() == Unit.FLAG) {
            return Boolean.TRUE.equals(value) ? column.title() : "";
        }
        String text = TextValues.text(value, column.unit());
        boolean marked = !text.isEmpty()
                && sheet.schema().marks().stream()
                        .anyMatch(mark -> mark.marked().contains(column.key()) && holds(mark, row, sheet));
        return marked ? text + MARK : text;
    }

    private static boolean holds(Mark mark, Row row, Sheet sheet) {
        return Boolean.TRUE.equals(row.cells().get(sheet.schema().index(mark.flag())));
    }
}
