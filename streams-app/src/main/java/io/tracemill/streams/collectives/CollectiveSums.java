package io.tracemill.streams.collectives;

import io.tracemill.schemas.CollectiveKind;
import io.tracemill.schemas.CollectiveStats;
import io.tracemill.streams.state.CollectiveState;
import io.tracemill.streams.trace.Saturating;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sums over the collectives of one row. */
final class CollectiveSums {

    private long[] transits = new long[4];
    private int complete;
    private long completeEvents;
    private long incomplete;
    private long incompleteEvents;
    private long mismatched;
    private long mismatchedEvents;
    private long unmatchedEvents;
    private long bytes;
    private long durationNanos;
    private long transitNanos;
    private long skewNanos;
    private long mostSkewNanos;

    /** How often each rank came last. */
    private final Map<Integer, Long> last = new TreeMap<>();

    void addComplete(CollectiveState of) {
        if (complete == transits.length) {
            transits = Arrays.copyOf(transits, 2 * complete);
        }
        transits[complete++] = of.getMinNs();
        completeEvents += of.getMembers();
        bytes = of.getMaxBytes() < 0 ? 0 : Saturating.sum(bytes, of.getMaxBytes());
        durationNanos = Saturating.sum(durationNanos, of.getSumNs());
        transitNanos = Saturating.sum(transitNanos, of.getMinNs());
        long skew = of.getMaxNs() - of.getMinNs();
        skewNanos = Saturating.sum(skewNanos, skew);
        mostSkewNanos = Math.max(mostSkewNanos, skew);
        if (skew > 0) {
            last.merge(of.getMinRank(), 1L, Long::sum);
        }
    }

    void addIncomplete(long events) {
        incomplete++;
        incompleteEvents += events;
    }

    void addMismatched(long events) {
        mismatched++;
        mismatchedEvents += events;
    }

    void addUnmatched(long events) {
        unmatchedEvents = Saturating.sum(unmatchedEvents, events);
    }

    /** Sets all numbers of a row, which has its group and the class of its size. */
    CollectiveStats.Builder into(CollectiveStats.Builder row, @Nullable CollectiveKind kind) {
        Arrays.sort(transits, 0, complete);
        boolean any = complete > 0;
        Long size = row.getGroupSize();
        long members = size == null ? 0 : size;
        Double algorithm = any && row.getFromBytes() != null && transitNanos > 0 ? (double) bytes / transitNanos : null;
        Map.@Nullable Entry<Integer, Long> mostLast = mostLast();
        return row.setEvents(Saturating.sum(completeEvents + incompleteEvents + mismatchedEvents, unmatchedEvents))
                .setCompleteCount(complete)
                .setIncompleteCount(incomplete)
                .setIncompleteEvents(incompleteEvents)
                .setMismatchedCount(mismatched)
                .setMismatchedEvents(mismatchedEvents)
                .setUnmatchedEvents(unmatchedEvents)
                .setBytes(any && row.getFromBytes() != null ? bytes : null)
                .setDurationNs(durationNanos)
                .setTransitNs(transitNanos)
                .setTransitMinNs(any ? transits[0] : null)
                .setTransitMedianNs(any ? transits[(complete - 1) / 2] : null)
                .setTransitMaxNs(any ? transits[complete - 1] : null)
                .setWaitNs(durationNanos - transitNanos * members)
                .setSkewNs(skewNanos)
                .setSkewMaxNs(mostSkewNanos)
                .setAlgbwGbPerS(algorithm)
                .setBusbwGbPerS(algorithm == null || kind == null ? null : algorithm * kind.busFactor(members))
                .setLastRank(mostLast == null ? null : mostLast.getKey())
                .setLastCount(mostLast == null ? 0 : mostLast.getValue());
    }

    /** The rank that came last most often, the lowest of several. */
    private Map.@Nullable Entry<Integer, Long> mostLast() {
        Map.@Nullable Entry<Integer, Long> most = null;
        for (Map.Entry<Integer, Long> rank : last.entrySet()) {
            if (most == null || rank.getValue() > most.getValue()) {
                most = rank;
            }
        }
        return most;
    }
}
