package io.tracemill.ingest.parse;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.rank.FlowProcesses;
import io.tracemill.schemas.flat.Attribute;

/** Starts and ends of the redundant flows of a slice, where they are read. */
final class FlowPoints {

    private LongList starts = new LongList();
    private LongList ends = new LongList();

    void clear() {
        starts = new LongList();
        ends = new LongList();
    }

    /**
     * Adds the start or the end of a flow whose id is its correlation id, unless its process has no room in the pool.
     */
    void add(EventFields point) {
        int process = point.text(Attribute.PROCESS);
        if (process >= 0) {
            LongList points = point.phase == 's' ? starts : ends;
            points.add(point.number(Attribute.CORRELATION_ID));
            points.add(process);
        }
    }

    FlowProcesses.Points points() {
        return new FlowProcesses.Points(starts.toArray(), ends.toArray());
    }
}
