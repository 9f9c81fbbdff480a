package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.DateSource;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Stage;
import io.tracemill.schemas.TraceInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Section on coverage: how many events were read, kept and linked. */
final class CoverageSection implements Section<TraceReport> {

    /** Number of ranks of a file that are named. */
    private static final int MOST_RANKS = 8;

    private static final Layout<TraceReport> LAYOUT = Layout.view("coverage", "Coverage", TraceFields.ALL)
            .about("what was read, kept and linked")
            .main("totals.bytes_read", "read")
            .main("totals.events_read", "events")
            .main("totals.published", "published")
            .detail("totals.filtered")
            .detail("totals.merged")
            .detail("totals.rejected")
            .detail("totals.implausible")
            .detail("totals.launches_without_device_events")
            .detail("totals.unrecognised")
            .main("spans", "spans")
            .main("spans_written", "written")
            .detail("dropped")
            .main("device_events", "device events")
            .main("linked", "linked")
            .main("unlinked_no_launch", "without launch")
            .main("unlinked_no_owner", "outside operators")
            .detail("unlinked_ambiguous")
            .detail("clipped")
            .detail("folded_names")
            .detail("folded")
            .detail("evicted_launches")
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        TraceInfo trace = report.trace();
        SheetBuilder<TraceReport> sheet = LAYOUT.sheet(List.of(report)).showing(List.of());
        IngestTotals totals = trace.getTotals();
        if (totals != null) {
            sheet.say(events(totals));
            rejections(totals).forEach(sheet::say);
        }
        date(trace).ifPresent(sheet::say);
        sheet.say(spans(trace));
        if (trace.getDeviceEvents() > 0) {
            sheet.say(links(trace));
            ambiguous(trace).ifPresent(sheet::say);
        }
        if (trace.getClipped() > 0) {
            sheet.say(Sentence.of("Clipped device events: ")
                    .count(trace.getClipped())
                    .text(". Each ran over ten later ones of its stream, and now ends where the first of"
                            + " these starts."));
        }
        if (trace.getFoldedNames() > 0) {
            sheet.say(Sentence.of("Names past the limit: ")
                    .count(trace.getFoldedNames())
                    .text(" spans are counted as (other)."));
        }
        trace.getFolded()
                .forEach((table, spans) ->
                        sheet.say(Sentence.of("No room in the table of " + table.replace('_', ' ') + ": ")
                                .count(spans)
                                .text(" spans.")));
        if (trace.getEvictedLaunches() > 0) {
            sheet.say(Sentence.of("Launches given up before all their kernels came: ")
                    .count(trace.getEvictedLaunches())
                    .text("."));
        }
        return sheet.build();
    }

    /** What there is to say of the day of a trace. */
    private static Optional<Sentence> date(TraceInfo trace) {
        DateSource source = trace.getHeader() == null ? null : trace.getHeader().getDateSource();
        if (source == null) {
            return Optional.empty();
        }
        String told = "The times of the events tell no day; " + trace.getDate() + " is ";
        return switch (source) {
            case EVENTS -> Optional.empty();
            case METADATA -> Optional.of(Sentence.of(told + "that of the metadata of the file."));
            case FILE_TIME -> Optional.of(Sentence.of(told + "that of the last change of the file."));
            case INGEST_DAY -> Optional.of(Sentence.of(told + "that of the ingest."));
        };
    }

    private static Sentence events(IngestTotals totals) {
        Sentence sum = Sentence.of("Events read ")
                .count(totals.getEventsRead())
                .text(" = published ")
                .count(totals.getPublished());
        sum = counted(sum.text(" + filtered "), totals.getFiltered());
        sum = counted(sum.text(" + merged "), totals.getMerged());
        sum = counted(sum.text(" + rejected "), totals.getRejected());
        if (!totals.getImplausible().isEmpty()) {
            sum = counted(sum.text(" + implausible "), totals.getImplausible());
        }
        return sum.text(", from ").bytes(totals.getBytesRead()).text(" of JSON.");
    }

    private static List<Sentence> rejections(IngestTotals totals) {
        return RejectReason.of(Stage.INGEST).stream()
                .filter(reason -> totals.getRejected().containsKey(reason.label())
                        || totals.getImplausible().containsKey(reason.label()))
                .map(reason -> Sentence.evidence(reason.label() + ": " + reason.meaning() + " " + reason.remedy()))
                .toList();
    }

    private static Sentence spans(TraceInfo trace) {
        Sentence spans =
                Sentence.of("Spans ").count(trace.getSpans()).text(", written ").count(trace.getSpansWritten());
        if (!trace.getDropped().isEmpty()) {
            spans = causes(spans.text("; dropped before the analysis"), trace.getDropped());
        }
        return spans.text(".");
    }

    private static Sentence links(TraceInfo trace) {
        Sentence links = Sentence.of("Device events ").count(trace.getDeviceEvents());
        links = share(links.text(": linked to an operator "), trace.getLinked(), trace);
        links = share(links.text("; launch not in the trace "), trace.getUnlinkedNoLaunch(), trace);
        links = share(links.text("; launched outside any operator "), trace.getUnlinkedNoOwner(), trace);
        return links.text(".");
    }

    /** What there is to say of a file that several ranks share. */
    private static Optional<Sentence> ambiguous(TraceInfo trace) {
        List<String> ranks =
                trace.getHeader() == null ? List.of() : trace.getHeader().getRankNames();
        if (ranks.isEmpty() && trace.getUnlinkedAmbiguous() == 0) {
            return Optional.empty();
        }
        Sentence sentence =
                Sentence.of(ranks.isEmpty() ? "" : "The file holds " + ranks.size() + " ranks (" + some(ranks) + ").");
        if (trace.getUnlinkedAmbiguous() == 0) {
            return Optional.of(sentence);
        }
        return Optional.of(share(
                        sentence.text(
                                (ranks.isEmpty() ? "" : " ") + "Not linked, because several launches carry their id: "),
                        trace.getUnlinkedAmbiguous(),
                        trace)
                .text("."));
    }

    private static String some(List<String> names) {
        String shown = names.stream().limit(MOST_RANKS).collect(Collectors.joining(", "));
        return names.size() > MOST_RANKS ? shown + ", ..." : shown;
    }

    private static Sentence share(Sentence links, long events, TraceInfo trace) {
        return links.count(events)
                .text(" (")
                .percent(100.0 * events / trace.getDeviceEvents())
                .text(")");
    }

    private static Sentence counted(Sentence before, Map<String, Long> counts) {
        long sum = counts.values().stream().mapToLong(Long::longValue).sum();
        return sum == 0 ? before.count(0) : causes(before.count(sum), counts);
    }

    private static Sentence causes(Sentence before, Map<String, Long> counts) {
        Sentence sentence = before;
        String between = " (";
        for (Map.Entry<String, Long> cause : new TreeMap<>(counts).entrySet()) {
            sentence = sentence.text(between + cause.getKey() + " ").count(cause.getValue());
            between = ", ";
        }
        return sentence.text(")");
    }
}
