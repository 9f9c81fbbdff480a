package io.tracemill.cli.page;

import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Row;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema.Role;
import io.tracemill.cli.report.sheet.Subject;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** How much of a trace a page says in tables. All of them have the facts. */
enum Detail {
    /** What each device is bound by, and how its time goes, over the whole trace. */
    BRIEF,
    /** What each device is bound by, and how its time goes, over the whole trace and in each step, and rates. */
    SUMMARY,
    /** All sheets, with the first {@value #MOST_ROWS} rows of those that are no part of the summary. */
    FIRST_ROWS,
    /** Everything. */
    ALL;

    /** Rows of a sheet that is not shown whole. */
    static final int MOST_ROWS = 1_000;

    private static final Set<String> BRIEF_SHEETS = Set.of("bottlenecks", "timeline");
    private static final Set<String> SUMMARY_SHEETS = Set.of("bottlenecks", "rules", "causes", "timeline", "rates");

    /** What it has of a document. */
    Document of(Document document) {
        return new Document(document.groups().stream()
                .map(group -> new Document.Group(
                        group.key(),
                        group.schemas(),
                        group.subjects().stream().map(this::of).toList()))
                .toList());
    }

    /** What it has of a trace. */
    Subject of(Subject trace) {
        return Subject.of(
                trace.sheets().stream()
                        .filter(this::has)
                        .map(sheet -> sheet.schema().role() == Role.FACTS ? sheet : rows(sheet))
                        .toList(),
                trace.extent());
    }

    private boolean has(Sheet sheet) {
        return sheet.schema().role() == Role.FACTS
                || switch (this) {
                    case BRIEF -> BRIEF_SHEETS.contains(sheet.key());
                    case SUMMARY -> SUMMARY_SHEETS.contains(sheet.key());
                    case FIRST_ROWS, ALL -> true;
                };
    }

    private Sheet rows(Sheet sheet) {
        List<Row> rows = IntStream.range(0, sheet.rows().size())
                .filter(place -> has(sheet, place))
                .mapToObj(sheet.rows()::get)
                .toList();
        return new Sheet(
                sheet.schema(), sheet.heading(), sheet.about(), sheet.sentences(), rows, sheet.rest(), sheet.notes());
    }

    private boolean has(Sheet sheet, int place) {
        return switch (this) {
            case BRIEF -> isOfWholeTrace(sheet, sheet.rows().get(place));
            case SUMMARY, ALL -> true;
            case FIRST_ROWS -> place < MOST_ROWS || SUMMARY_SHEETS.contains(sheet.key());
        };
    }

    private static boolean isOfWholeTrace(Sheet sheet, Row row) {
        return Named.valueOf(row.cells().get(sheet.schema().index("step"))) == null;
    }
}
