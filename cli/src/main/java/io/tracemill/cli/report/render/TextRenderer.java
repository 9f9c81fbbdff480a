package io.tracemill.cli.report.render;

import io.tracemill.cli.report.sheet.Column;
import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.Mark;
import io.tracemill.cli.report.sheet.Rest;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sentence.Tone;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.SheetSchema.Role;
import io.tracemill.cli.report.sheet.Subject;
import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.Style;
import io.tracemill.cli.terminal.TextTable;
import io.tracemill.ingest.facts.ShortNames;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renderer of text for a terminal: the sentences of each sheet and the rows that are shown at first. */
public final class TextRenderer {

    /** Most characters of a name in a sentence. */
    private static final int WIDTH_IN_SENTENCES = 60;

    private static final String BETWEEN_PARTS = "; ";

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
        List<Sheet> sheets =
                subject.shown().stream().filter(TextRenderer::saysSomething).toList();
        for (int i = 0; i < sheets.size(); i++) {
            if (i > 0) {
                page.line();
            }
            sheet(sheets.get(i));
        }
        if (!sheets.isEmpty()) {
            page.line();
        }
    }

    private static boolean saysSomething(Sheet sheet) {
        return !sheet.sentences().isEmpty() || !sheet.notes().isEmpty() || hasTable(sheet);
    }

    private static boolean hasTable(Sheet sheet) {
        return sheet.schema().columns().stream().anyMatch(Column::isVisible)
                && !sheet.shown().isEmpty();
    }

    private void sheet(Sheet sheet) {
        ShortNames names = names(sheet);
        TextTable.Lines table = hasTable(sheet)
                ? page.fitted(SheetTable.of(sheet, page.screen().bars()))
                : new TextTable.Lines(List.of(), 0, List.of(), List.of());
        heading(sheet, table, names);
        sheet.sentences().forEach(sentence -> say(sentence, names));
        if (hasTable(sheet)) {
            if (!sheet.sentences().isEmpty()) {
                page.line();
            }
            page.table(table);
        }
        sheet.rest().map(TextRenderer::text).ifPresent(text -> page.text(text, Style.ASIDE));
        for (Mark mark : sheet.schema().marks()) {
            if (SheetTable.isShown(mark, sheet, table.leftOut())) {
                page.text(SheetTable.MARK + " " + mark.note(), Style.ASIDE);
            }
        }
        sheet.notes().forEach(sentence -> say(sentence, names));
    }

    private void heading(Sheet sheet, TextTable.Lines table, ShortNames names) {
        if (sheet.schema().role() == Role.FACTS) {
            page.heading(sheet.heading());
            return;
        }
        page.heading(sheet.heading().toUpperCase(Locale.ROOT)
                + sheet.about()
                        .map(about -> about(text(about, names), sheet.schema(), table))
                        .filter(about -> !about.isEmpty())
                        .map(about -> "  (" + about + ")")
                        .orElse(""));
    }

    /** The phrase without its parts that explain columns, as in {@code saved: at most}, none of which is shown. */
    private static String about(String phrase, SheetSchema schema, TextTable.Lines table) {
        List<String> titles = schema.columns().stream()
                .filter(Column::isVisible)
                .map(Column::title)
                .toList();
        return Arrays.stream(phrase.split(BETWEEN_PARTS))
                .filter(part -> {
                    List<String> explained =
                            List.of(part.replaceFirst(":.*", "").split(", "));
                    return !titles.containsAll(explained) || explained.stream().anyMatch(table.shown()::contains);
                })
                .collect(Collectors.joining(BETWEEN_PARTS));
    }

    private void say(Sentence sentence, ShortNames names) {
        page.text(text(sentence, names), sentence.tone() == Tone.WARNING ? Style.WARNING : Style.PLAIN);
    }

    private static String text(Sentence sentence, ShortNames names) {
        return TextValues.text(sentence, name -> names.of(TextTable.printable(name), WIDTH_IN_SENTENCES));
    }

    /** Texts of sentences that stand together, without a mark of their kind. */
    public static List<String> texts(List<Sentence> sentences) {
        ShortNames names = names(sentences.stream());
        return sentences.stream()
                .map(sentence -> text(new Sentence(Tone.PLAIN, sentence.parts()), names))
                .toList();
    }

    /** Short forms of the names in the sentences of a sheet. */
    private static ShortNames names(Sheet sheet) {
        return names(Stream.of(sheet.about().stream(), sheet.sentences().stream(), sheet.notes().stream())
                .flatMap(sentences -> sentences));
    }

    private static ShortNames names(Stream<Sentence> sentences) {
        return ShortNames.of(sentences
                .flatMap(sentence -> sentence.parts().stream())
                .filter(part -> part instanceof Sentence.Name)
                .map(part -> TextTable.printable(((Sentence.Name) part).text()))
                .toList());
    }

    private static String text(Rest rest) {
        return "... and " + Figures.count(rest.count()) + " more " + rest.noun() + " ("
                + rest.top().map(top -> "--top " + top + " shows all").orElse("--format json shows all") + ")";
    }
}
