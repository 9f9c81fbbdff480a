package io.tracemill.cli.page.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Rectangles of a step: the longest events as they are, and the rest merged with their neighbours on their stream. What
 * is merged lies between the same two events of its stream that are kept, without a long gap.
 */
final class Rectangles {

    /** Most groups of neighbours that a gap may end; any number may end where an event is kept. */
    private static final int MOST_BY_GAP = 20_000;

    private static final int GAPS_IN_STEP = 2_000;

    private final long longGapNanos;
    private final List<Rectangle> kept = new ArrayList<>();
    private final List<Rectangle> merged = new ArrayList<>();
    private final Map<Integer, Rectangle> open = new HashMap<>();
    private int endedByGap;

    /** Rectangles of a step of this length. */
    Rectangles(long stepNanos) {
        this.longGapNanos = stepNanos / GAPS_IN_STEP;
    }

    /** Adds an event that is kept. Events come by their start. */
    void keep(Rectangle event) {
        close(event.stream());
        kept.add(event);
    }

    /** Adds an event, or neighbours, to be merged. */
    void merge(Rectangle event) {
        Rectangle before = open.get(event.stream());
        if (before != null && event.startNanos() - before.endNanos() > longGapNanos && endedByGap < MOST_BY_GAP) {
            close(event.stream());
            endedByGap++;
            before = null;
        }
        open.put(event.stream(), before == null ? event.unnamed() : before.with(event));
    }

    private void close(int stream) {
        Rectangle ended = open.remove(stream);
        if (ended != null) {
            merged.add(ended);
        }
    }

    /** Ends the step. */
    void end() {
        List.copyOf(open.keySet()).forEach(this::close);
        merged.sort(Comparator.comparingLong(Rectangle::startNanos).thenComparing(Rectangle::stream));
    }

    /** Those of single events, by start. */
    List<Rectangle> kept() {
        return kept;
    }

    /** Those of neighbours, by start. */
    List<Rectangle> merged() {
        return merged;
    }

    /** Rectangles of which at most this many are single events; the rest is merged. */
    Rectangles atMost(int most, long stepNanos) {
        if (kept.size() <= most) {
            return this;
        }
        boolean[] longest = new boolean[kept.size()];
        IntStream.range(0, kept.size())
                .boxed()
                .sorted(Comparator.comparingLong(
                                (Integer place) -> -kept.get(place).durationNanos())
                        .thenComparing(Comparator.naturalOrder()))
                .limit(most)
                .forEach(place -> longest[place] = true);
        Rectangles fewer = new Rectangles(stepNanos);
        int next = 0;
        for (int place = 0; place < longest.length; place++) {
            long start = kept.get(place).startNanos();
            while (next < merged.size() && merged.get(next).startNanos() <= start) {
                fewer.merge(merged.get(next++));
            }
            if (longest[place]) {
                fewer.keep(kept.get(place));
            } else {
                fewer.merge(kept.get(place));
            }
        }
        merged.subList(next, merged.size()).forEach(fewer::merge);
        fewer.end();
        return fewer;
    }
}
