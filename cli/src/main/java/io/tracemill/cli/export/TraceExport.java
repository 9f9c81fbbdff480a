package io.tracemill.cli.export;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.tracemill.cli.query.AnswerFile;
import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.query.TraceRows;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.ingest.dialect.CommonMembers;
import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.storage.Archive;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Export of a trace: its spans, their flows, and tracks with what Tracemill found. Rows are written as they are read,
 * so memory does not grow with the trace.
 */
public final class TraceExport {

    private static final int BUFFER_BYTES = 1 << 16;

    private final ExportRequest request;
    private final TraceRows rows;
    private final List<DeviceStats> windows;
    private final List<Bottleneck> verdicts;
    private final long firstNanos;
    private final long baseNanos;

    private TraceExport(ExportRequest request, Archive archive, ArchiveSql sql) throws IOException {
        this.request = request;
        this.rows = new TraceRows(sql, request.trace());
        String id = request.trace().getTraceId();
        this.windows = archive.rows(id, DeviceStats.class);
        windows.sort(Comparator.comparing(DeviceStats::getStep, Comparator.nullsFirst(Comparator.naturalOrder())));
        this.verdicts = archive.rows(id, Bottleneck.class);
        this.firstNanos = first(rows);
        this.baseNanos = Math.max(0, firstNanos);
    }

    /**
     * Writes the file of a request, whole or not at all.
     *
     * @param progress takes the number of spans so far
     */
    public static ExportOutcome run(ExportRequest request, LongConsumer progress) throws IOException {
        Files.createDirectories(
                Objects.requireNonNull(request.file().toAbsolutePath().getParent()));
        try (ArchiveSql sql = ArchiveSql.openStreaming(request.data())) {
            return run(request, Archive.open(request.data()), sql, progress);
        }
    }

    /**
     * Writes the file of a request from an archive that is open, whole or not at all.
     *
     * @param progress takes the number of spans so far
     */
    public static ExportOutcome run(ExportRequest request, Archive archive, ArchiveSql sql, LongConsumer progress)
            throws IOException {
        try (AnswerFile file = AnswerFile.begin(request.file())) {
            TraceExport export = new TraceExport(request, archive, sql);
            ExportOutcome outcome = export.write(export.cut(), file.pending(), progress);
            file.commit();
            return outcome;
        }
    }

    /** Time of the first event, in ns. */
    private static long first(TraceRows rows) throws IOException {
        TraceHeader header = rows.trace().getHeader();
        long[] first = {header == null ? Long.MAX_VALUE : header.getFirstNs()};
        if (header == null) {
            rows.each("min(start_ns) as first", "spans", "true", List.of(), row -> first[0] = row.number("first", 0));
        }
        return first[0];
    }

    private Cut cut() throws IOException {
        Integer step = request.step();
        if (step != null) {
            return StepCut.of(step, rows, windows);
        }
        return new Cut(at(request.from(), Cut.WHOLE.fromNanos()), at(request.to(), Cut.WHOLE.toNanos()));
    }

    private long at(@Nullable Duration offset, long otherwise) {
        return offset == null ? otherwise : Math.addExact(firstNanos, offset.toNanos());
    }

    private ExportOutcome write(Cut cut, Path file, LongConsumer progress) throws IOException {
        try (CountedOutput out = new CountedOutput(open(file))) {
            SpanEvents spans;
            GapEvents gaps;
            try (EventWriter events = new EventWriter(out, baseNanos)) {
                for (Map.Entry<String, String> member : members().entrySet()) {
                    events.member(member.getKey(), member.getValue());
                }
                events.beginEvents();
                Tracks tracks = Tracks.of(rows, cut);
                DeviceTracks devices = new DeviceTracks(windows, tracks);
                tracks.writeNames(events);
                new WindowEvents(cut, devices, events).write(windows, verdicts);
                gaps = new GapEvents(cut, devices, events);
                gaps.write(rows, windows, hasAllSpans());
                new MemoryEvents(devices, events).write(rows, cut);
                spans = new SpanEvents(cut, tracks, events);
                spans.write(rows, progress);
            }
            if (spans.spans() == 0 && (request.from() != null || request.to() != null)) {
                throw new Failure("trace " + request.trace().getTraceId() + " has no span in the time that is wanted");
            }
            return new ExportOutcome(spans.spans(), spans.flows(), gaps.gaps(), out.bytes());
        }
    }

    private OutputStream open(Path file) throws IOException {
        OutputStream out = Files.newOutputStream(file);
        return request.isCompressed()
                ? new GZIPOutputStream(out, BUFFER_BYTES)
                : new BufferedOutputStream(out, BUFFER_BYTES);
    }

    private boolean hasAllSpans() {
        return request.trace().getSpans() == request.trace().getSpansWritten();
    }

    /** Members beside the events, each as JSON: those of the file of the trace, but with our time base. */
    private Map<String, String> members() {
        TraceInfo trace = request.trace();
        TraceHeader header = trace.getHeader();
        Map<String, String> members = new TreeMap<>(header == null ? Map.of() : header.getMetadata());
        members.put(CommonMembers.BASE_TIME, Long.toString(baseNanos));
        members.put("displayTimeUnit", "\"ns\"");
        members.put(
                "tracemill",
                "{\"trace_id\":" + text(trace.getTraceId()) + ",\"run\":" + text(trace.getRun()) + ",\"rank\":"
                        + trace.getRank() + "}");
        return members;
    }

    private static String text(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
