package io.tracemill.cli.bench.alerts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.cli.bench.PrintedReport;
import io.tracemill.cli.bench.faults.FaultsRequest;
import io.tracemill.cli.terminal.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/**
 * How the alerts of simulated runs were judged, by fault.
 *
 * @param rules name and revision of the rules
 */
public record AlertsReport(FaultsRequest request, String rules, List<AlertScore> scores) implements PrintedReport {

    /** Copies the scores. */
    public AlertsReport {
        scores = List.copyOf(scores);
    }

    @Override
    public void printTables(PrintWriter out, int columns) {
        out.println("ALERTS  (" + rules + "; " + request.runs() + " runs of each fault, of "
                + request.shape().ranks() + " ranks; seeds from " + request.seed()
                + " on; in brackets 95 % intervals)");
        TextTable table =
                new TextTable("<  fault", "raised", "precision", "in time", "median", "most", "false", "device-hours");
        for (AlertScore score : scores) {
            table.row(
                    "  " + score.fault(),
                    score.raised().text(),
                    score.precision().text(),
                    score.inTime().text(),
                    String.format(Locale.ROOT, "%.1f min", score.medianMinutes()),
                    String.format(Locale.ROOT, "%.1f min", score.mostMinutes()),
                    String.valueOf(score.falseAlerts()),
                    String.format(Locale.ROOT, "%.0f", score.deviceHours()));
        }
        table.lines(columns).forEach(out::println);
        out.println();
        out.println(
                "Raised: an alert fires of a device, a node or a service that has the fault. False: any other alert.");
        out.println(
                "In time: told within the window and the minutes of its rule, and three minutes, from the begin of the"
                        + " fault.");
    }

    @Override
    public void writeJson(Writer out) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.useDefaultPrettyPrinter();
        json.writeStartObject();
        json.writeStringField("rules", rules);
        json.writeNumberField("runs", request.runs());
        json.writeNumberField("ranks", request.shape().ranks());
        json.writeNumberField("seed", request.seed());
        json.writeArrayFieldStart("faults");
        for (AlertScore score : scores) {
            json.writeStartObject();
            json.writeStringField("fault", score.fault());
            score.raised().write("raised", json);
            score.precision().write("precision", json);
            score.inTime().write("in_time", json);
            json.writeNumberField("median_minutes", score.medianMinutes());
            json.writeNumberField("most_minutes", score.mostMinutes());
            json.writeNumberField("false_alerts", score.falseAlerts());
            json.writeNumberField("device_hours", score.deviceHours());
            json.writeObjectFieldStart("first_to_fire");
            for (var rule : score.rules().entrySet()) {
                json.writeNumberField(rule.getKey(), rule.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.flush();
        out.write('\n');
    }
}
