package io.tracemill.cli.export;

import io.tracemill.cli.query.SqlCursor;
import io.tracemill.cli.query.TraceRows;
import io.tracemill.ingest.dialect.CategoryKinds;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.EventKinds;
import java.io.IOException;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The spans of a cut as events on their threads and streams, and a flow from each launch to its device event. */
final class SpanEvents {

    private static final String COLUMNS = "kind, name, category, process, thread, start_ns, duration_ns, "
            + "launch_start_ns, launch_ns, launch_process, launch_thread, " + Arguments.COLUMNS;

    private final Cut cut;
    private final Tracks tracks;
    private final EventWriter out;
    private final StreamTracks streams;
    private long spans;
    private long flows;

    SpanEvents(Cut cut, Tracks tracks, EventWriter out) {
        this.cut = cut;
        this.tracks = tracks;
        this.out = out;
        this.streams = new StreamTracks(tracks, out);
    }

    /**
     * Writes them in the order of the archive.
     *
     * @param progress takes the number of spans so far
     */
    void write(TraceRows rows, LongConsumer progress) throws IOException {
        rows.each(COLUMNS, "spans", Cut.CONDITION, cut.bounds(), row -> {
            span(row);
            progress.accept(++spans);
        });
    }

    long spans() {
        return spans;
    }

    long flows() {
        return flows;
    }

    private void span(SqlCursor row) throws IOException {
        EventKind kind = EventKind.valueOf(Objects.requireNonNull(row.text("kind")));
        String name = Objects.requireNonNullElse(row.text("name"), "");
        @Nullable String category = CategoryKinds.sharedCategory(kind, row.text("category"));
        Track track = tracks.of(row.text("process"), row.text("thread"));
        long start = row.number("start_ns", 0);
        long duration = row.number("duration_ns", -1);
        if (kind == EventKind.COUNTER) {
            counter(row, name, track, start);
        } else if (duration < 0) {
            out.instant(name, category, track, start);
            Arguments.write(row, false, out.arguments());
            out.endArguments();
        } else {
            long from = cut.nearest(start);
            long to = cut.nearest(start + duration);
            boolean onDevice = EventKinds.ON_DEVICE.contains(kind);
            Track on = onDevice || row.has("stream") ? streams.of(track, from, to) : track;
            out.complete(name, category, on, from, to - from);
            Arguments.write(row, to - from < duration, out.arguments());
            out.endArguments();
            if (onDevice) {
                flow(row, on, from, to);
            }
        }
    }

    /** Writes a counter with its values, which are arguments in some files. */
    private void counter(SqlCursor row, String name, Track track, long start) throws IOException {
        @Nullable String counters = row.text("counters");
        @Nullable String values = counters == null ? row.text("args") : counters;
        if (values != null) {
            out.counter(name, track, start);
            JsonText.numbers(values, out.arguments());
            out.endArguments();
        }
    }

    /** Writes the flow to a device event whose launch is in the cut, from within the one event to within the other. */
    private void flow(SqlCursor row, Track track, long from, long to) throws IOException {
        long launch = row.number("launch_start_ns", Long.MIN_VALUE);
        long id = row.number("span_id", -1);
        if (id < 0 || launch == Long.MIN_VALUE || launch < cut.fromNanos() || launch >= cut.toNanos()) {
            return;
        }
        Track of = tracks.of(row.text("launch_process"), row.text("launch_thread"));
        out.flow(true, id, of, within(launch, launch + row.number("launch_ns", 0)));
        out.flow(false, id, track, within(from, to));
        flows++;
    }

    /** An instant within an event, after its start: there viewers find it, whatever else starts with it. */
    private static long within(long start, long end) {
        return end - start > 1 ? start + 1 : start;
    }
}
