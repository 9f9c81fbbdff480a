package io.tracemill.cli.rules;

import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.streams.rules.Rule;
import java.util.List;

/** Section on rules of alerts, in their order. */
final class RulesSection implements Section<List<Rule>> {

    private static final Fields<Rule> FIELDS = Fields.<Rule>none()
            .with("rule", Unit.TEXT, "Name of the rule.", Rule::name)
            .with("title", Unit.TEXT, "What is wrong.", rule -> rule.texts().title())
            .with(
                    "each",
                    Unit.TEXT,
                    "What has an alert each: device, node or source.",
                    rule -> rule.each().toString())
            .with("measure", Unit.TEXT, "What it looks at.", Rule::looksAt)
            .with(
                    "window_minutes",
                    Unit.COUNT,
                    "Length of the window.",
                    rule -> rule.timing().windowMinutes())
            .with(
                    "warning",
                    Unit.TEXT,
                    "Values from which it is a warning.",
                    rule -> rule.limit(rule.limits().warning()))
            .with(
                    "critical",
                    Unit.TEXT,
                    "Values from which it is critical.",
                    rule -> rule.limit(rule.limits().critical()))
            .with(
                    "for_minutes",
                    Unit.COUNT,
                    "For how long something must be wrong.",
                    rule -> rule.timing().forMinutes())
            .with(
                    "clear_minutes",
                    Unit.COUNT,
                    "For how long nothing must be wrong until it ends.",
                    rule -> rule.timing().clearMinutes());

    private static final Layout<Rule> LAYOUT = Layout.rows("rules", "Rules", FIELDS)
            .about("window, for and clear in minutes")
            .key("rule", "rule")
            .main("each", "each")
            .side("measure", "looks at")
            .main("window_minutes", "window")
            .main("warning", "warning")
            .main("critical", "critical")
            .main("for_minutes", "for")
            .side("clear_minutes", "clear")
            .details()
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(List<Rule> rules, int top) {
        return LAYOUT.sheet(rules).build();
    }
}
