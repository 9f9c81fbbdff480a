package io.tracemill.cli.bench.faults;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.cli.bench.PrintedReport;
import io.tracemill.cli.bench.faults.FaultScore.Share;
import io.tracemill.cli.terminal.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/** How the faults of simulated runs were judged, by fault. */
public record FaultsReport(FaultsRequest request, List<FaultScore> scores) implements PrintedReport {

    /** Runs in which a cause is right, of all in which it is named; each run counts once. */
    Share precision(FaultScore of) {
        int named = scores.stream().mapToInt(score -> score.naming(of.code())).sum();
        return new Share(of.naming(of.code()), named);
    }

    @Override
    public void printTables(PrintWriter out, int columns) {
        out.println("FAULTS  (" + request.runs() + " runs of each, of "
                + request.shape().ranks() + " ranks; seeds from " + request.seed()
                + " on; in brackets 95 % intervals)");
        TextTable table = new TextTable(
                "<  fault", "found", "cause right", "precision of the cause", "delay", "unknown", "innocents named");
        for (FaultScore score : scores) {
            boolean wrong = !score.code().isEmpty();
            table.row(
                    "  " + score.fault(),
                    wrong ? score.found().text() : "",
                    wrong ? score.causeRight().text() : "",
                    wrong ? precision(score).text() : "",
                    wrong ? delay(score) : "",
                    score.unknown().text(),
                    score.innocent().text());
        }
        table.lines(columns).forEach(out::println);
        out.println();
        out.println("Found: a finding has the right kind and place, of the runs whose step time the fault lengthens by"
                + " 3 percent or more.");
        out.println(
                "Cause right: it is the first of the finding. Precision: of all runs in which it is the first of one.");
        out.println("Delay: from the final comparison of the ranks to the diagnosis; median, and longest.");
        out.println("Unknown: nothing known explains the run, as it should be without telemetry.");
    }

    private static String delay(FaultScore score) {
        return String.format(
                Locale.ROOT, "%.1f s, at most %.1f s", score.medianDelaySeconds(), score.longestDelaySeconds());
    }

    @Override
    public void writeJson(Writer out) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.useDefaultPrettyPrinter();
        json.writeStartObject();
        json.writeNumberField("runs", request.runs());
        json.writeNumberField("ranks", request.shape().ranks());
        json.writeNumberField("seed", request.seed());
        json.writeArrayFieldStart("faults");
        for (FaultScore score : scores) {
            json.writeStartObject();
            json.writeStringField("fault", score.fault());
            score.found().write("found", json);
            score.causeRight().write("cause_right", json);
            precision(score).write("precision", json);
            json.writeNumberField("median_delay_seconds", score.medianDelaySeconds());
            json.writeNumberField("longest_delay_seconds", score.longestDelaySeconds());
            score.unknown().write("unknown", json);
            score.innocent().write("innocents_named", json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.flush();
        out.write('\n');
    }
}
