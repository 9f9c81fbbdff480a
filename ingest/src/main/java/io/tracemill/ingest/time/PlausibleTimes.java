package io.tracemill.ingest.time;

import io.tracemill.ingest.time.EventTimes.Clock;
import io.tracemill.ingest.time.EventTimes.Stretch;
import io.tracemill.schemas.EventKind;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Starts that are plausible, given those of all events of a file. Events form groups with more than a year between
 * them. Plausible are the starts in the largest group; if that has no event of the host, or none of a device, those of
 * its largest group as well, because its clock has another zero. A start of 0 stands for an unknown time, and is
 * plausible only near the others: within 2^42 ns (73 minutes) or within ten times their own range, whatever is longer.
 */
public final class PlausibleTimes {

    private static final long NEAR_NANOS = 1L << 42;
    private static final long NEAR_RANGES = 10;

    private final EventTimes times;
    private final Clock host;
    private final Clock device;
    private final boolean zeroOnHost;
    private final boolean zeroOnDevice;
    private final boolean all;

    private PlausibleTimes(EventTimes times) {
        this.times = times;
        List<Stretch> groups = times.groups();
        Stretch main = largest(groups, Stretch::count);
        this.host = clock(groups, main, false);
        this.device = clock(groups, main, true);
        this.zeroOnHost = isNearZero(host.count > 0 ? host : device);
        this.zeroOnDevice = isNearZero(device.count > 0 ? device : host);
        this.all = host.count + device.count
                        == groups.stream().mapToLong(Stretch::count).sum()
                && (zeroOnHost || times.atZero().host.count == 0)
                && (zeroOnDevice || times.atZero().device.count == 0);
    }

    /** The plausible times of a file. */
    public static PlausibleTimes of(EventTimes times) {
        return new PlausibleTimes(times);
    }

    private static @Nullable Stretch largest(List<Stretch> groups, ToLongFunction<Stretch> size) {
        return groups.stream().max(Comparator.comparingLong(size)).orElse(null);
    }

    private static Clock clock(List<Stretch> groups, @Nullable Stretch main, boolean ofDevice) {
        if (main != null && main.clock(ofDevice).count > 0) {
            return main.clock(ofDevice);
        }
        Stretch own = largest(groups, group -> group.clock(ofDevice).count);
        return own == null ? new Clock() : own.clock(ofDevice);
    }

    private static boolean isNearZero(Clock others) {
        if (others.count == 0) {
            return true;
        }
        long range = Math.min(others.last - others.first, EventTimes.LONGEST_NANOS);
        long distance = Math.max(0, Math.max(others.first, -others.last));
        return distance <= Math.max(NEAR_NANOS, NEAR_RANGES * range);
    }

    /** Whether all events start at a plausible time. */
    public boolean areAll() {
        return all;
    }

    /** Whether an event of a kind may start at a time. */
    public boolean contain(EventKind kind, long start) {
        boolean ofDevice = EventTimes.isOfDevice(kind);
        if (start == 0) {
            return ofDevice ? zeroOnDevice : zeroOnHost;
        }
        Clock clock = ofDevice ? device : host;
        long before = clock.first - EventTimes.LONGEST_NANOS;
        return clock.count > 0 && before <= start && start <= clock.last + EventTimes.LONGEST_NANOS;
    }

    /** First plausible start; the largest long if there is none. */
    public long first() {
        return Math.min(Math.min(host.first, device.first), Math.min(zero(false).first, zero(true).first));
    }

    /** Latest end of an event with a plausible start; the smallest long if there is none. */
    public long last() {
        return Math.max(Math.max(host.end, device.end), Math.max(zero(false).end, zero(true).end));
    }

    private Clock zero(boolean ofDevice) {
        boolean plausible = ofDevice ? zeroOnDevice : zeroOnHost;
        return plausible ? times.atZero().clock(ofDevice) : new Clock();
    }
}
