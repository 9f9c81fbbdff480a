package io.tracemill.cli.page.picture;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.schemas.DeviceStats;
import java.io.IOException;
import java.util.List;

/** The events of a device in one of its steps, or in its whole window, and the gaps between them. */
public final class StepPicture {

    /** Most single events of a step. */
    public static final int MOST_RECTANGLES = 20_000;

    private final DeviceStats window;
    private final String chosen;
    private final Numbers names;
    private final Numbers streams;
    private final Numbers kinds;
    private final Rectangles rectangles;
    private final Gaps gaps;

    StepPicture(DeviceStats window, String chosen, StepRows rows) {
        this.window = window;
        this.chosen = chosen;
        this.names = rows.names();
        this.streams = rows.streams();
        this.kinds = rows.kinds();
        this.rectangles = rows.rectangles();
        this.gaps = rows.gaps();
    }

    /** Whether it has more single events than this. */
    boolean hasMore(int most) {
        return rectangles.kept().size() > most;
    }

    /**
     * Writes it as an object.
     *
     * @param origin time from which on the page counts, in ns
     * @param most most single events; the longest are kept
     */
    public void write(long origin, int most, JsonGenerator json) throws IOException {
        Rectangles shown = rectangles.atMost(most, window.getTotalNs());
        json.writeStartObject();
        json.writeObjectField("step", window.getStep());
        json.writeStringField("chosen", chosen);
        json.writeNumberField("start_ns", window.getStartNs() - origin);
        json.writeNumberField("total_ns", window.getTotalNs());
        List<Integer> used =
                shown.kept().stream().map(Rectangle::name).distinct().sorted().toList();
        texts("names", used.stream().map(names.texts()::get).toList(), json);
        texts("streams", streams.texts(), json);
        texts("kinds", kinds.texts(), json);
        int[] places = new int[names.texts().size()];
        for (int i = 0; i < used.size(); i++) {
            places[used.get(i)] = i;
        }
        writeSpans(shown.kept(), places, json);
        writeMerged(shown.merged(), json);
        json.writeFieldName("gaps");
        gaps.write(json);
        json.writeEndObject();
    }

    private void writeSpans(List<Rectangle> spans, int[] places, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("spans");
        Columns.numbers("stream", spans, Rectangle::stream, json);
        Columns.numbers("name", spans, span -> places[span.name()], json);
        Columns.numbers("kind", spans, Rectangle::kind, json);
        Columns.numbers("start_ns", spans, span -> span.startNanos() - window.getStartNs(), json);
        Columns.numbers("duration_ns", spans, Rectangle::durationNanos, json);
        json.writeEndObject();
    }

    private void writeMerged(List<Rectangle> merged, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("merged");
        Columns.numbers("stream", merged, Rectangle::stream, json);
        Columns.numbers("start_ns", merged, group -> group.startNanos() - window.getStartNs(), json);
        Columns.numbers("duration_ns", merged, Rectangle::durationNanos, json);
        Columns.numbers("busy_ns", merged, Rectangle::busyNanos, json);
        Columns.numbers("count", merged, Rectangle::count, json);
        json.writeEndObject();
        json.writeNumberField(
                "merged_count", merged.stream().mapToLong(Rectangle::count).sum());
    }

    private static void texts(String name, List<String> texts, JsonGenerator json) throws IOException {
        Columns.texts(name, texts, text -> text, json);
    }
}
