package io.tracemill.ingest.time;

import io.tracemill.schemas.EventKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Distribution of the times of a file's events: a count and the bounds for each stretch of 2^54 ns (208 days), so at
 * most 513 of them, and for the events that start at 0. Host and devices are apart, because their clocks may have
 * different zeros. All times are in ns of the file's own clock. Not thread-safe.
 */
public final class EventTimes {

    /** Longest plausible duration, and longest plausible time without any event: 2^55 ns, or 417 days. */
    public static final long LONGEST_NANOS = 1L << 55;

    private static final int STRETCH_BITS = 54;

    private final List<Stretch> stretches = new ArrayList<>();
    private final Stretch atZero = new Stretch(0);
    private @Nullable Stretch current;

    /** Times of the events of one clock that start in a stretch. */
    static final class Clock {
        long count;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        long end = Long.MIN_VALUE;

        void add(long start, long latestEnd) {
            count++;
            first = Math.min(first, start);
            last = Math.max(last, start);
            end = Math.max(end, latestEnd);
        }

        void add(Clock other) {
            count += other.count;
            first = Math.min(first, other.first);
            last = Math.max(last, other.last);
            end = Math.max(end, other.end);
        }
    }

    /** Events that start in one stretch of time. */
    static final class Stretch {
        final long number;
        final Clock host = new Clock();
        final Clock device = new Clock();

        Stretch(long number) {
            this.number = number;
        }

        Clock clock(boolean ofDevice) {
            return ofDevice ? device : host;
        }

        long first() {
            return Math.min(host.first, device.first);
        }

        long last() {
            return Math.max(host.last, device.last);
        }

        long count() {
            return host.count + device.count;
        }

        void add(Stretch other) {
            host.add(other.host);
            device.add(other.device);
        }
    }

    /** Whether events of a kind are timed by the clock of a device. */
    static boolean isOfDevice(EventKind kind) {
        return switch (kind) {
            case KERNEL, COMMUNICATION, MEMCPY, MEMSET -> true;
            case OPERATOR, LAUNCH, RUNTIME, ANNOTATION, PYTHON, SYNC, COUNTER, INSTANT, OTHER -> false;
        };
    }

    /** Adds an event. */
    public void add(EventKind kind, long start, long end) {
        Stretch stretch = start == 0 ? atZero : stretch(start >> STRETCH_BITS);
        stretch.clock(isOfDevice(kind)).add(start, end);
    }

    /** Adds the end of an event that was begun elsewhere. */
    public void addEnd(EventKind kind, long end) {
        Clock clock = (end == 0 ? atZero : stretch(end >> STRETCH_BITS)).clock(isOfDevice(kind));
        clock.end = Math.max(clock.end, end);
    }

    /** Adds the events of another distribution. */
    public void add(EventTimes other) {
        atZero.add(other.atZero);
        other.stretches.forEach(stretch -> stretch(stretch.number).add(stretch));
    }

    private Stretch stretch(long number) {
        Stretch latest = current;
        if (latest != null && latest.number == number) {
            return latest;
        }
        for (Stretch known : stretches) {
            if (known.number == number) {
                current = known;
                return known;
            }
        }
        Stretch added = new Stretch(number);
        stretches.add(added);
        current = added;
        return added;
    }

    /** Whether there is an event that starts. */
    public boolean isEmpty() {
        return atZero.count() == 0 && stretches.stream().allMatch(stretch -> stretch.count() == 0);
    }

    /** Events that start at 0. */
    Stretch atZero() {
        return atZero;
    }

    /**
     * Groups of events with no more than {@link #LONGEST_NANOS} between the starts of neighbours, without those at 0.
     */
    List<Stretch> groups() {
        List<Stretch> groups = new ArrayList<>();
        Stretch group = null;
        for (Stretch stretch : ordered()) {
            if (group == null || stretch.first() > group.last() + LONGEST_NANOS) {
                group = new Stretch(groups.size());
                groups.add(group);
            }
            group.add(stretch);
        }
        return groups;
    }

    private List<Stretch> ordered() {
        return stretches.stream()
                .filter(stretch -> stretch.count() > 0)
                .sorted(Comparator.comparingLong(stretch -> stretch.number))
                .toList();
    }
}
