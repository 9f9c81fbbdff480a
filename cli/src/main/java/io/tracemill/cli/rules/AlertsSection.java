package io.tracemill.cli.rules;

import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.Alert;
import java.time.Instant;
import java.util.List;

/** Section on changes of alerts, in the order in which they came. */
final class AlertsSection implements Section<List<Alert>> {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private static final Fields<Alert> FIELDS = Fields.<Alert>none()
            .with(
                    "time",
                    Unit.TEXT,
                    "End of the window that was looked at, in UTC.",
                    alert -> Instant.ofEpochSecond(Math.floorDiv(alert.getTimeNs(), NANOS_PER_SECOND))
                            .toString())
            .with(
                    "state",
                    Unit.TEXT,
                    "State from then on.",
                    alert -> alert.getState().name())
            .with(
                    "level",
                    Unit.TEXT,
                    "Level from then on.",
                    alert -> alert.getLevel().name())
            .with("rule", Unit.TEXT, "Name of the rule.", Alert::getRule)
            .with("subject", Unit.TEXT, "What the alert is about.", Alert::getSubject)
            .with("value", Unit.NUMBER, "Value in the window, in the unit of the rule.", Alert::getValue)
            .with("threshold", Unit.NUMBER, "Value beyond which the level is reached.", Alert::getThreshold)
            .with("baseline", Unit.NUMBER, "What the value is usually.", Alert::getBaseline)
            .with("summary", Unit.TEXT, "What is wrong with the subject, in one sentence.", Alert::getSummary)
            .with("advice", Unit.TEXT, "What to do about it.", Alert::getAdvice);

    private static final Layout<Alert> LAYOUT = Layout.rows("alerts", "Changes of alerts", FIELDS)
            .about("in the order in which they came; times in UTC")
            .key("time", "time")
            .key("rule", "rule")
            .main("state", "state")
            .side("level", "level")
            .main("subject", "subject")
            .main("summary", "says")
            .details()
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(List<Alert> alerts, int top) {
        return LAYOUT.sheet(alerts).build();
    }
}
