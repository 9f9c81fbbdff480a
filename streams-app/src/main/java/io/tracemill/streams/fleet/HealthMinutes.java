package io.tracemill.streams.fleet;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

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
    private final RuleWatch watch;
    private final Consumer<? super SpecificRecord> out;

    /** Minutes of nodes whose readings are in some segments. Rules look at each minute that is told. */
    HealthMinutes(NodeSegments segments, RuleWatch watch, Consumer<? super SpecificRecord> out) {
        this.segments = segments;
        this.watch = watch;
        this.out = out;
    }

    /** Tells the minutes of a node that are due when the log goes on from one time to another, in ms since 1970. */
    void goOn(Node node, long beforeMillis, long nowMillis) {
        long now = Math.floorDiv(nowMillis, MINUTE_MILLIS) - BEHIND;
        long before = beforeMillis == Long.MIN_VALUE ? now - 1 : Math.floorDiv(beforeMillis, MINUTE_MILLIS) - BEHIND;
        long until = Math.min(now, before + FOLLOWING);
        tell(node, Math.max(before, node.toldMinute()) + 1, until, nowMillis);
        tell(node, Math.max(Math.max(until, node.toldMinute()) + 1, now - BEHIND), now, nowMillis);
    }

    /** Tells the minutes of a node that were not told, since no more readings come; the log is at a time in ms. */
    void end(Node node, long nowMillis) {
        NodeTimes times = new NodeTimes();
        node.readAll(segments, times);
        if (times.isEmpty()) {
            return;
        }
        long last = times.lastMinute();
        long first = Math.max(times.firstMinute(), last - MOST_AT_END + 1);
        for (long from = Math.max(first, node.toldMinute() + 1); from <= last; from += AT_ONCE) {
            tell(node, from, Math.min(last, from + AT_ONCE - 1), nowMillis);
        }
    }

    private void tell(Node node, long from, long to, long nowMillis) {
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
        NodeSeries series = NodeSeries.of(node, readings);
        HealthRows rows = new HealthRows(node, series);
        RuleWindows windows = new RuleWindows(node, segments, series);
        for (long minute = from; minute <= to; minute++) {
            if (rows.minute(minute, out)) {
                node.told(minute);
            }
            watch.minute(windows, minute, nowMillis, out);
        }
    }
}
