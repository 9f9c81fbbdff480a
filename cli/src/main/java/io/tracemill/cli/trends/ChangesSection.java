package io.tracemill.cli.trends;

import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import org.jspecify.annotations.Nullable;

/** Section on the changes of runs. */
final class ChangesSection implements Section<Trends> {

    private static final Fields<Told> FIELDS = Fields.<Told>none()
            .with("run", Unit.TEXT, "Run (job).", told -> told.change.run())
            .with(
                    "measure",
                    Unit.TEXT,
                    "What changed: STEP, its parts COMPUTING, COMMUNICATION, MEMCPY and IDLE, or MFU.",
                    told -> new Named(
                            told.change.measure().name(), told.change.measure().title()))
            .with(
                    "last_date",
                    Unit.TEXT,
                    "Last day of the level before, as YYYY-MM-DD.",
                    told -> told.change.last().toString())
            .with(
                    "first_date",
                    Unit.TEXT,
                    "First day of the new level, as YYYY-MM-DD.",
                    told -> told.change.first().toString())
            .with("before_ns", Unit.TIME, "Median of the level before, of a time, in ns.", Told::beforeNanos)
            .with("after_ns", Unit.TIME, "Median of the new level, of a time, in ns.", Told::afterNanos)
            .with("before_pct", Unit.PERCENT, "Median of the level before, of the MFU.", Told::beforePercent)
            .with("after_pct", Unit.PERCENT, "Median of the new level, of the MFU.", Told::afterPercent)
            .with(
                    "effect_pct",
                    Unit.CHANGE,
                    "Change: of a time in percent of the step before, of the MFU in percent of its value before.",
                    told -> told.change.effectPercent())
            .with("days_before", Unit.COUNT, "Number of days of the level before.", told -> told.change.daysBefore())
            .with("days_after", Unit.COUNT, "Number of days of the new level.", told -> told.change.daysAfter())
            .with(
                    "regression",
                    Unit.FLAG,
                    "Whether the run became slower: its steps longer or its MFU lower.",
                    told -> told.change.isRegression())
            .with("command", Unit.TEXT, "Command that tells what differs between the two days.", Told::command);

    private static final Layout<Told> LAYOUT = Layout.rows("changes", "Changes", FIELDS)
            .about("levels that changed, beyond noise; before and after: medians; change: of the step, or of the MFU")
            .key("run", "run")
            .key("measure", "what")
            .key("first_date", "since")
            .main("before_ns", "before")
            .main("after_ns", "after")
            .main("before_pct", "before")
            .main("after_pct", "after")
            .main("effect_pct", "change")
            .side("days_before", "days before")
            .side("days_after", "days after")
            .details()
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(Trends trends, int top) {
        SheetBuilder<Told> sheet = LAYOUT.sheet(trends.changes().stream()
                .map(change -> new Told(change, trends.diff(change)))
                .toList());
        if (trends.changes().isEmpty()) {
            sheet.say(Sentence.of("No level changed beyond noise."));
        }
        trends.changes().stream()
                .filter(ChangePoint::isRegression)
                .map(trends::diff)
                .distinct()
                .forEach(command -> sheet.note(Sentence.of("What became slower: " + command)));
        return sheet.build();
    }

    /**
     * A change and what to do about it.
     *
     * @param change the change
     * @param command command that tells what differs between its days
     */
    private record Told(ChangePoint change, String command) {

        @Nullable
        Double beforeNanos() {
            return change.measure().isTime() ? (Double) change.before() : null;
        }

        @Nullable
        Double afterNanos() {
            return change.measure().isTime() ? (Double) change.after() : null;
        }

        @Nullable
        Double beforePercent() {
            return change.measure().isTime() ? null : (Double) change.before();
        }

        @Nullable
        Double afterPercent() {
            return change.measure().isTime() ? null : (Double) change.after();
        }
    }
}
