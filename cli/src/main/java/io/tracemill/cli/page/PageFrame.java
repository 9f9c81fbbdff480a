package io.tracemill.cli.page;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.cli.report.Report;
import io.tracemill.cli.report.render.JsonRenderer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The members of the data of a page, in their order. */
final class PageFrame {

    /** Version of the format. It is raised if a member is removed or changes its meaning, but not if one is added. */
    private static final int FORMAT = 1;

    private final PageSettings settings;
    private final List<TracePieces> traces = new ArrayList<>();
    private final List<Piece> runs = new ArrayList<>();
    private final List<Piece> runSentences = new ArrayList<>();
    private final List<Piece> parts = new ArrayList<>();
    private final List<Piece> lanes = new ArrayList<>();
    private @Nullable Piece lanesHead;
    private @Nullable Piece alerts;
    private @Nullable Piece diff;
    private @Nullable Piece trend;
    private int omitted;

    PageFrame(PageSettings settings) {
        this.settings = settings;
    }

    void add(TracePieces trace) {
        traces.add(trace);
    }

    void run(Piece sheets) {
        runs.add(sheets);
    }

    void runSentences(Piece sentences) {
        runSentences.add(sentences);
    }

    void diff(Piece comparison) {
        diff = comparison;
    }

    /** Sets the dates of a run, from the oldest to the newest. */
    void trend(Piece dates) {
        trend = dates;
    }

    /** Sets what devices did over time: the begin of an object, and its member of devices. */
    void lanes(Piece head, List<Piece> devices) {
        lanesHead = head;
        lanes.addAll(devices);
    }

    void alerts(Piece changes) {
        alerts = changes;
    }

    /** Sets how many traces have no room at all. */
    void omitted(int count) {
        omitted = count;
    }

    PageData data() throws IOException {
        parts.clear();
        parts.add(Piece.of("{"));
        parts.add(Piece.ofMembers(this::head));
        list(",\"sentences\":[", traces.stream().flatMap(trace -> trace.sentences().stream()), "]");
        list(",\"run_sentences\":[", runSentences.stream(), "]");
        list(",\"short_names\":{", traces.stream().flatMap(trace -> Stream.ofNullable(trace.names())), "}");
        list(",\"pictures\":{", traces.stream().flatMap(trace -> Stream.ofNullable(trace.picture())), "}");
        member("telemetry_lanes", lanesHead);
        if (lanesHead != null) {
            list(",\"devices\":[", lanes.stream(), "]}");
        }
        member("alerts", alerts);
        member("diff", diff);
        member("trend", trend);
        parts.add(Piece.of(",\"report\":{\"format_version\":" + JsonRenderer.FORMAT_VERSION + ","));
        parts.add(Piece.ofMembers(
                json -> JsonRenderer.writeMembers(Report.telemetry(settings.telemetry(), settings.report()), json)));
        list(",\"runs\":[", runs.stream(), "]");
        list(",\"traces\":[", traces.stream().map(TracePieces::sheets), "]}}");
        return new PageData(parts);
    }

    private void head(JsonGenerator json) throws IOException {
        json.writeNumberField("format", FORMAT);
        json.writeStringField("kind", diff == null ? "report" : "diff");
        json.writeStringField("program", settings.program());
        json.writeStringField("source", settings.source().tag());
        json.writeStringField("language", settings.report().language().tag());
        boolean isWhole = omitted == 0 && traces.stream().allMatch(trace -> trace.detail() == Detail.ALL);
        json.writeStringField("details", isWhole ? "all" : "some");
        json.writeNumberField("traces_left_out", omitted);
        json.writeArrayFieldStart("left_out");
        for (TracePieces trace : traces) {
            leftOut(trace, json);
        }
        json.writeEndArray();
    }

    private static void leftOut(TracePieces trace, JsonGenerator json) throws IOException {
        if (trace.detail() == Detail.ALL && !trace.lacksPictures()) {
            return;
        }
        json.writeStartObject();
        json.writeStringField("trace_id", trace.traceId());
        json.writeBooleanField("steps", trace.detail() == Detail.BRIEF);
        json.writeBooleanField("sheets", trace.detail().compareTo(Detail.FIRST_ROWS) < 0);
        json.writeBooleanField("rows", trace.detail() == Detail.FIRST_ROWS);
        json.writeBooleanField("pictures", trace.picture() == null);
        json.writeBooleanField("spans", trace.lacksPictures());
        json.writeEndObject();
    }

    private void member(String name, @Nullable Piece value) throws IOException {
        if (value != null) {
            parts.add(Piece.of(",\"" + name + "\":"));
            parts.add(value);
        }
    }

    private void list(String begin, Stream<Piece> items, String end) throws IOException {
        Piece comma = Piece.of(",");
        parts.add(Piece.of(begin));
        List<Piece> all = items.toList();
        for (int i = 0; i < all.size(); i++) {
            if (i > 0) {
                parts.add(comma);
            }
            parts.add(all.get(i));
        }
        parts.add(Piece.of(end));
    }
}
