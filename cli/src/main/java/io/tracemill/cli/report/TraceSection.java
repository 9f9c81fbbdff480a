package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Facts about a trace, its identity in one line, and warnings. */
final class TraceSection implements Section<TraceReport> {

    private static final Layout<TraceReport> LAYOUT = Layout.facts("trace", "Trace", TraceFields.ALL)
            .inShort()
            .about("the trace as a whole")
            .key("trace_id", "trace")
            .key("run", "run")
            .key("node", "node")
            .key("rank", "rank")
            .details()
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        TraceInfo trace = report.trace();
        TraceHeader header = trace.getHeader();
        SheetBuilder<TraceReport> sheet = LAYOUT.sheet(List.of(report))
                .showing(List.of())
                .heading(header == null ? trace.getTraceId() : header.getSource())
                .say(identity(trace));
        warn(trace, sheet);
        return sheet.build();
    }

    private static Sentence identity(TraceInfo trace) {
        TraceHeader header = trace.getHeader();
        Sentence facts = Sentence.of("run " + trace.getRun());
        Integer rank = trace.getRank();
        if (rank != null) {
            Integer worldSize = header == null ? null : header.getWorldSize();
            facts = facts.text(", rank " + rank + (worldSize == null ? "" : " of " + worldSize));
        }
        if (trace.getNode() != null) {
            facts = facts.text(", node " + trace.getNode());
        }
        if (header != null) {
            facts = facts.text(", " + header.getDialect() + ", ").time(header.getLastNs() - header.getFirstNs());
        }
        facts = facts.text(", ")
                .count(trace.getEvents())
                .text((trace.getEvents() == 1 ? " event" : " events") + ", trace " + trace.getTraceId());
        Map<String, String> labels = new TreeMap<>(trace.getLabels());
        return labels.isEmpty() ? facts : facts.text(labels(labels));
    }

    private static String labels(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + '=' + label.getValue())
                .collect(Collectors.joining(", ", labels.size() == 1 ? ", label " : ", labels ", ""));
    }

    private static void warn(TraceInfo trace, SheetBuilder<TraceReport> sheet) {
        if (trace.getState() != TraceState.COMPLETE) {
            String reason = trace.getReason();
            sheet.say(Sentence.warning("this trace is "
                    + trace.getState().name().toLowerCase(Locale.ROOT) + (reason == null ? "." : ": " + reason + ".")));
        }
        IngestTotals totals = trace.getTotals();
        if (totals != null && totals.getTruncated()) {
            sheet.say(Sentence.warning("the file ends in the middle; only what comes before its end was analysed."));
        }
        if (totals != null) {
            totals.getNotes().forEach(note -> sheet.say(Sentence.warning(note + ".")));
        }
        UnseenWork.warnings(trace).forEach(sheet::say);
    }
}
