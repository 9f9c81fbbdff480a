package io.tracemill.cli.report.render;

import io.tracemill.cli.report.sheet.Column;
import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.Mark;
import io.tracemill.cli.report.sheet.Rest;
import io.tracemill.cli.report.sheet.Row;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema.Role;
import io.tracemill.cli.report.sheet.Subject;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.TextTable;
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
    }

    private void subject(Subject subject) {
        subject.sheets().stream().filter(TextRenderer::saysSomething).forEach(this::sheet);
        page.line("");
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
                page.line("");
            }
            page.table(table(sheet));
        }
        sheet.rest().map(TextRenderer::text).ifPresent(page::text);
        sheet.schema().marks().stream()
                .filter(mark -> sheet.shown().stream().anyMatch(row -> holds(mark, row, sheet)))
                .forEach(mark -> page.text(MARK + " " + mark.note()));
        sheet.notes().forEach(this::say);
    }

    private void heading(Sheet sheet) {
        if (sheet.schema().role() == Role.FACTS) {
            page.line(sheet.heading());
            return;
        }
        page.line("");
        page.line(sheet.heading().toUpperCase(Locale.ROOT)
                + sheet.about()
                        .map(about -> "  (" + TextValues.text(about) + ")")
                        .orElse(""));
    }

    private void say(Sentence sentence) {
        page.text(TextValues.text(sentence));
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
                IntStream.of(visible).mapToObj(i -> header(columns.get(i))).toArray(String[]::new));
        for (Row row : sheet.shown()) {
            table.row(IntStream.of(visible).mapToObj(i -> cell(row, i, sheet)).toArray(String[]::new));
        }
        return table;
    }

    /** Header of a column; empty for a flag, whose title stands in the rows where it is true. */
    private static String header(Column column) {
        return (column.unit().isWords() ? "<" : "") + (column.unit() == Unit.FLAG ? "" : column.title());
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
