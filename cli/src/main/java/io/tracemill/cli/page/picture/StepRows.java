package io.tracemill.cli.page.picture;

import io.tracemill.cli.query.SqlCursor;
import io.tracemill.cli.query.TraceRows;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.Gap;
import io.tracemill.storage.rows.SpanConditions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reader of the device events in a window. */
final class StepRows {

    private static final int MOST_STREAMS = 256;

    /** Characters of a name that a picture has at most; tables have the whole name. */
    private static final int MOST_CHARACTERS = 4_096;

    private final Numbers names = new Numbers(Integer.MAX_VALUE);
    private final Numbers streams = new Numbers(MOST_STREAMS);
    private final Numbers kinds = new Numbers(Integer.MAX_VALUE);
    private final Rectangles rectangles;
    private final Gaps gaps;

    private StepRows(DeviceStats window, Map<Long, Gap> known) {
        this.rectangles = new Rectangles(window.getTotalNs());
        this.gaps = new Gaps(window.getStartNs(), window.getStartNs() + window.getTotalNs(), known);
    }

    /**
     * Reads the events of which at least an instant is in a window.
     *
     * @param known gaps of the device that the archive has causes of, by their start
     * @param most most events that are kept as they are
     */
    static StepRows read(TraceRows trace, DeviceStats window, Map<Long, Gap> known, int most) throws IOException {
        StepRows rows = new StepRows(window, known);
        String from = Long.toString(window.getStartNs());
        String to = Long.toString(window.getStartNs() + window.getTotalNs());
        List<String> texts = new ArrayList<>(List.of(to, from, from));
        @Nullable String device = window.getDevice();
        if (device != null) {
            texts.add(device);
        }
        String longest = "row_number() over (order by duration_ns desc, start_ns, span_id) <= " + most;
        trace.each(
                "kind, coalesce(stream, '') as stream, start_ns, end_ns, launch_start_ns,"
                        + " launch_start_ns + launch_ns as launch_end_ns,"
                        + " case when " + longest + " then left(name, " + MOST_CHARACTERS + ") end as name",
                "spans",
                SpanConditions.ON_DEVICE + " and start_ns < ?::bigint and (end_ns > ?::bigint or start_ns >= ?::bigint)"
                        + " and device " + (device == null ? "is null" : "= ?") + " order by start_ns, span_id",
                texts,
                rows::add);
        rows.rectangles.end();
        rows.gaps.end();
        return rows;
    }

    private void add(SqlCursor row) throws IOException {
        long start = row.number("start_ns", 0);
        long end = row.number("end_ns", start);
        long launch = row.number("launch_start_ns", Long.MIN_VALUE);
        gaps.add(
                start,
                end,
                launch == Long.MIN_VALUE ? null : Long.valueOf(launch),
                row.number("launch_end_ns", launch));
        @Nullable String name = row.text("name");
        int stream = streams.of(Objects.requireNonNull(row.text("stream")));
        int kind = kinds.of(Objects.requireNonNull(row.text("kind")));
        if (name == null) {
            rectangles.merge(new Rectangle(stream, Rectangle.MERGED, kind, start, end, end - start, 1));
        } else {
            rectangles.keep(new Rectangle(stream, names.of(name), kind, start, end, end - start, 1));
        }
    }

    Numbers names() {
        return names;
    }

    Numbers streams() {
        return streams;
    }

    Numbers kinds() {
        return kinds;
    }

    Rectangles rectangles() {
        return rectangles;
    }

    Gaps gaps() {
        return gaps;
    }
}
