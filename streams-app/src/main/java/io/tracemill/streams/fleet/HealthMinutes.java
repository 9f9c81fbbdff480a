package io.tracemill.streams.fleet;

import io.tracemill.schemas.DeviceHealth;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Which minutes of a node are told when. While the log goes on, each minute is told two minutes after its end, once;
 * what comes later changes nothing of it. When no more readings come, those that have not been told follow.
 */
final class HealthMinutes {

    /** Length of a minute, in ms. */
    static final long MINUTE_MILLIS = 60_000;

    /** Minutes of the log from the begin of a minute until it is told. */
    private static final int BEHIND = 3;

    /** Minutes behind a record after which nothing is left to be told, if no other record comes: with clocks ahead. */
    private static final long FOLLOWING = Node.MOST_AHEAD_NANOS / NodeTimes.MINUTE_NANOS + BEHIND;

    /** Most minutes of a recording that are told at its end: those of the last day. */
    private static final long MOST_AT_END = 1_440;

    private static final long AT_ONCE = 60;

    private final NodeSegments segments;
    private final Consumer<? super DeviceHealth> out;

    /** Minutes of nodes whose readings are in some segments. */
    HealthMinutes(NodeSegments segments, Consumer<? super DeviceHealth> out) {
        this.segments = segments;
        this.out = out;
    }

    /** Tells the minutes of a node that are due when the log goes on from one time to another, in ms since 1970. */
    void goOn(Node node, long beforeMillis, long nowMillis) {
        long now = Math.floorDiv(nowMillis, MINUTE_MILLIS) - BEHIND;
        long before = beforeMillis == Long.MIN_VALUE ? now - 1 : Math.floorDiv(beforeMillis, MINUTE_MILLIS) - BEHIND;
        long until = Math.min(now, before + FOLLOWING);
        tell(node, Math.max(before, node.toldMinute()) + 1, until);
        tell(node, Math.max(Math.max(until, node.toldMinute()) + 1, now - BEHIND), now);
    }

    /** Tells the minutes of a node that were not told, since no more readings come. */
    void end(Node node) {
        NodeTimes times = new NodeTimes();
        node.readAll(segments, times);
        if (times.isEmpty()) {
            return;
        }
        long last = times.lastMinute();
        long first = Math.max(times.firstMinute(), last - MOST_AT_END + 1);
        for (long from = Math.max(first, node.toldMinute() + 1); from <= last; from += AT_ONCE) {
            tell(node, from, Math.min(last, from + AT_ONCE - 1));
        }
    }

    private void tell(Node node, long from, long to) {
        if (from > to) {
            return;
        }
        Map<Integer, SeriesReadings> readings = node.read(
                segments,
                series -> true,
                from * NodeTimes.MINUTE_NANOS - WindowReader.LONGEST_GAP_NANOS,
                (to + 1) * NodeTimes.MINUTE_NANOS + WindowReader.LONGEST_GAP_NANOS);
        if (readings.isEmpty()) {
            return;
        }
        HealthRows rows = new HealthRows(node, readings);
        for (long minute = from; minute <= to; minute++) {
            if (rows.minute(minute, out)) {
                node.told(minute);
            }
        }
    }
}
