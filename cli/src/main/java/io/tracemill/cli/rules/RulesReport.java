package io.tracemill.cli.rules;

import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.Alert;
import io.tracemill.streams.rules.Rule;
import java.util.List;

/** Documents on rules and on what they say, each of one sheet. */
public final class RulesReport {

    private static final RulesSection RULES = new RulesSection();
    private static final AlertsSection ALERTS = new AlertsSection();

    private RulesReport() {}

    /** Schemas of the sheets. */
    public static List<SheetSchema> schemas() {
        return List.of(RULES.schema(), ALERTS.schema());
    }

    /** Document on rules. */
    public static Document ofRules(List<Rule> rules) {
        return of(RULES, rules);
    }

    /** Document on changes of alerts. */
    public static Document ofAlerts(List<Alert> alerts) {
        return of(ALERTS, alerts);
    }

    private static <R> Document of(Section<List<R>> section, List<R> rows) {
        return new Document(List.of(Document.Group.of("", List.of(section), List.of(rows), rows.size())));
    }
}
