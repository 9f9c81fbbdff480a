package io.tracemill.cli.report;

import io.tracemill.cli.report.render.ReportFormat;
import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Row;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.terminal.Screen;
import io.tracemill.schemas.wording.Language;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Documents and sheets as a test sees them. */
final class Printed {

    static final int TOP = 15;

    private Printed() {}

    /** A trace and a run, with few steps. */
    static Document document() {
        return Report.of(
                new ReportSet(List.of(ReportRows.report()), List.of(RunRows.run(-1))),
                new ReportSettings(TOP, Language.EN));
    }

    static String text(Document document, ReportFormat format, int columns) throws IOException {
        StringWriter text = new StringWriter();
        format.write(document, text, Screen.plain(columns));
        return text.toString();
    }

    static <S> Sheet sheet(Section<S> section, S subject) {
        return section.sheet(subject, TOP);
    }

    /** Some columns of all rows, as programs see them. */
    static List<List<@Nullable Object>> rows(Sheet sheet, String... columns) {
        return cells(sheet, sheet.rows(), columns);
    }

    /** Some columns of the rows that are shown. */
    static List<List<@Nullable Object>> shown(Sheet sheet, String... columns) {
        return cells(sheet, sheet.shown(), columns);
    }

    static List<@Nullable Object> row(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }

    private static List<List<@Nullable Object>> cells(Sheet sheet, List<Row> rows, String... columns) {
        List<List<@Nullable Object>> all = new ArrayList<>();
        for (Row row : rows) {
            List<@Nullable Object> cells = new ArrayList<>();
            for (String column : columns) {
                cells.add(Named.valueOf(row.cells().get(sheet.schema().index(column))));
            }
            all.add(cells);
        }
        return all;
    }
}
