package io.tracemill.cli.page;

import io.tracemill.cli.report.ArchiveReports;
import io.tracemill.cli.report.Differences;
import io.tracemill.cli.report.Report;
import io.tracemill.cli.report.ReportSet;
import io.tracemill.cli.report.RunReport;
import io.tracemill.cli.report.TraceReport;
import io.tracemill.cli.report.render.JsonRenderer;
import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.Subject;
import io.tracemill.cli.runs.RunRow;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.TraceInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Composer of the data of a page into the room it has. First comes what every trace is bound by; then all their steps;
 * then what compares the ranks; then what their devices did by telemetry; then, trace by trace, all sheets and the
 * pictures: of the traces that differ from the others of their run, and of the others by rank. What is first has all
 * the room it needs; each later picture has its share of what is left.
 */
final class PageComposer {

    /** Room left, of all there was, in which no further trace is read. */
    private static final int FULL = 64;

    /** Room for what the page says of itself, and for what it leaves out of a trace. */
    private static final int FRAME = 4_096;

    private static final int OF_A_TRACE = 160;

    /** Traces whose summaries are read together: the operators of more would take much memory. */
    private static final int AT_ONCE = 16;

    private final PageArchive archive;
    private final PageSettings settings;
    private final Room room;
    private final long whole;
    private final PageFrame frame;
    private final int level;
    private final Map<String, TracePieces> traces = new TreeMap<>();
    private final Map<String, Piece> summaries = new TreeMap<>();
    private @Nullable TraceReport only;

    /** Composer of a page whose data has this much room, in bytes compressed. */
    PageComposer(PageArchive archive, PageSettings settings, long bytes) {
        this.archive = archive;
        this.settings = settings;
        this.room = new Room(bytes);
        this.whole = bytes;
        this.frame = new PageFrame(settings);
        this.level = settings.source().compression();
        if (!room.take(FRAME)) {
            throw new IllegalArgumentException("a page must have room for its frame but had " + bytes + " bytes");
        }
    }

    /** Adds a comparison, if it has room. */
    void addDiff(Document diff) throws IOException {
        for (Detail detail : new Detail[] {Detail.ALL, Detail.FIRST_ROWS}) {
            Piece piece = Piece.ofValue(level, json -> JsonRenderer.write(detail.of(diff), json));
            if (room.take(piece, 0, room.left() / 2)) {
                frame.diff(piece);
                return;
            }
        }
    }

    /** Adds how a run went on each of its dates, oldest first. */
    void addTrend(List<RunRow> dates) throws IOException {
        Piece trend = Piece.ofValue(json -> {
            json.writeStartArray();
            for (RunRow date : dates) {
                json.writeStartObject();
                json.writeStringField("date", date.date().toString());
                json.writeObjectField("mean_step_ns", date.meanStepNanos());
                json.writeObjectField("steps", date.steps());
                json.writeStringField("bottleneck", date.bottleneck());
                json.writeNumberField("traces", date.traces());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
        if (room.take(trend, 0, room.left())) {
            frame.trend(trend);
        }
    }

    /** Adds summaries of traces, and of their runs. Returns the traces, those that differ first. */
    List<TraceInfo> addSummaries(List<TraceInfo> wanted) throws IOException {
        List<TraceReport> known = new ArrayList<>();
        for (int first = 0; first < wanted.size(); first += AT_ONCE) {
            List<TraceInfo> some = wanted.subList(first, Math.min(first + AT_ONCE, wanted.size()));
            for (TraceReport report : ArchiveReports.summaries(archive.archive(), some)) {
                if (addBrief(report)) {
                    known.add(report.withoutOperators());
                    only = wanted.size() == 1 ? report : null;
                }
            }
        }
        frame.omitted(wanted.size() - known.size());
        for (TraceReport report : known) {
            TracePieces pieces = pieces(report.trace());
            Piece summary = summaries.remove(pieces.traceId());
            if (summary != null && room.take(summary, pieces.sheets().size(), room.left())) {
                pieces.sheets(Detail.SUMMARY, summary);
            }
            frame.add(pieces);
        }
        List<RunReport> runs = addRuns(known);
        Map<String, List<DeviceStats>> windows = new TreeMap<>();
        known.forEach(report -> windows.put(report.trace().getTraceId(), report.devices()));
        new TelemetryData(archive.sql(), room, level, windows).addTo(frame);
        return inOrder(new ReportSet(known, runs));
    }

    private boolean addBrief(TraceReport report) throws IOException {
        Subject subject = Report.trace(report, settings.report());
        List<Piece> sentences = Sentences.of(report);
        Piece brief = TraceData.piece(subject, Detail.BRIEF, settings);
        long said = sentences.stream()
                .mapToLong(piece -> piece.size() + Room.AROUND_A_PIECE)
                .sum();
        if (!room.take(brief, -said - OF_A_TRACE, room.left())) {
            return false;
        }
        String id = report.trace().getTraceId();
        TracePieces pieces = new TracePieces(id, Detail.BRIEF, brief);
        sentences.forEach(pieces::sentence);
        traces.put(id, pieces);
        summaries.put(id, TraceData.piece(subject, Detail.SUMMARY, settings));
        return true;
    }

    private List<RunReport> addRuns(List<TraceReport> known) throws IOException {
        Set<String> names =
                known.stream().map(report -> report.trace().getRun()).collect(Collectors.toCollection(TreeSet::new));
        List<RunReport> runs = ArchiveReports.runs(archive.archive(), names);
        for (RunReport run : runs) {
            Subject subject = Report.run(run, settings.report());
            Piece sentences = Sentences.of(run, settings.report());
            if (room.take(sentences, 0, room.left())) {
                frame.runSentences(sentences);
            }
            Piece sheets = Piece.ofValue(level, json -> JsonRenderer.write(subject, json));
            if (room.take(sheets, 0, room.left() / 2)) {
                frame.run(sheets);
            }
        }
        return runs;
    }

    private static List<TraceInfo> inOrder(ReportSet reports) {
        Differences differences = Differences.of(reports);
        return reports.traces().stream()
                .sorted(Comparator.comparing(report -> differences.in(report).isEmpty()))
                .map(TraceReport::trace)
                .toList();
    }

    /** Adds all sheets and pictures of traces, in this order, as far as they have room. */
    void addDetails(List<TraceInfo> inOrder) throws IOException {
        TraceData data = new TraceData(archive, settings, room);
        for (int i = 0; i < inOrder.size() && room.left() > whole / FULL; i++) {
            int sharing = i == 0 ? 1 : inOrder.size() - i;
            TraceReport summary = summary(inOrder.get(i));
            data.add(pieces(summary.trace()), summary, left -> left / sharing);
        }
    }

    /** The summary of a trace, which is kept only if it is the only one: the operators of many take much memory. */
    private TraceReport summary(TraceInfo trace) throws IOException {
        return only == null
                ? ArchiveReports.summaries(archive.archive(), List.of(trace)).get(0)
                : only;
    }

    private TracePieces pieces(TraceInfo trace) {
        TracePieces pieces = traces.get(trace.getTraceId());
        if (pieces == null) {
            throw new IllegalArgumentException("trace " + trace.getTraceId() + " must have a summary");
        }
        return pieces;
    }

    PageData data() throws IOException {
        return frame.data();
    }
}
