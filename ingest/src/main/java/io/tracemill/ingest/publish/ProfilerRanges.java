package io.tracemill.ingest.publish;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.dialect.Linking.ByOrder;
import io.tracemill.ingest.link.LaunchTable;
import io.tracemill.ingest.pack.EventCodec;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.PackedHead;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.sort.EventCursor;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Links of profiler ranges to the calls that launched their kernels. If a trace has one range for each kernel launch,
 * all of one device, the n-th range takes the correlation id of the n-th launch; up to {@value #MOST} of them.
 * Otherwise no range is linked. The launches must be known before the first event is published, because a launch is
 * published with the number of events that it owns; so this takes a pass of its own.
 */
final class ProfilerRanges {

    private static final int MOST = 1 << 20;

    private final @Nullable ByOrder order;
    private final NameTest launchNames;
    private final StringPool pool;
    private final LaunchTable launches;
    private long[] launchIds = new long[64];
    private int launchCount;
    private int rangeCount;
    private @Nullable String device;
    private boolean linkable = true;
    private int next;

    ProfilerRanges(TraceFacts facts, StringPool pool, LaunchTable launches) {
        this.order = facts.hasRanges() ? facts.dialect().linking().ranges() : null;
        this.launchNames = new NameTest(
                pool, name -> order != null && order.launch().matcher(name).matches());
        this.pool = pool;
        this.launches = launches;
    }

    /** Finds the ranges and launches of a trace. */
    void find(EventCursor cursor) throws IngestException {
        EventCodec codec = new EventCodec();
        EventFields event = new EventFields();
        while (cursor.next()) {
            if (PackedHead.isAttachment(cursor.bytes(), cursor.offset())) {
                continue;
            }
            EventKind kind = PackedHead.kind(cursor.bytes(), cursor.offset());
            if (kind == EventKind.RUNTIME || kind == EventKind.OTHER) {
                codec.read(cursor.bytes(), cursor.offset(), event);
                note(event);
            }
        }
        linkable &= rangeCount == launchCount;
        for (int i = 0; i < launchCount && linkable; i++) {
            launches.addDeviceEvent(launchIds[i]);
        }
    }

    private void note(EventFields event) {
        if (isRange(event)) {
            String on = event.text(pool, event.text(Attribute.DEVICE));
            linkable &= device == null || device.equals(on);
            device = on;
            rangeCount++;
        } else if (event.kind == EventKind.RUNTIME && launchNames.holdsFor(event)) {
            boolean fits = event.has(Attribute.CORRELATION_ID) && launchCount < MOST;
            linkable &= fits;
            if (fits && launchCount == launchIds.length) {
                launchIds = Arrays.copyOf(launchIds, 2 * launchCount);
            }
            if (fits) {
                launchIds[launchCount] = event.number(Attribute.CORRELATION_ID);
            }
            launchCount += fits ? 1 : 0;
        }
    }

    private boolean isRange(EventFields event) {
        return order != null
                && event.kind == EventKind.OTHER
                && event.has(Attribute.CATEGORY)
                && event.text(pool, event.text(Attribute.CATEGORY)).equalsIgnoreCase(order.category());
    }

    /** Number of ranges. */
    long count() {
        return rangeCount;
    }

    /** Number of kernel launches. */
    long launches() {
        return launchCount;
    }

    /** Whether each range has its launch. */
    boolean areLinked() {
        return linkable;
    }

    /** Links the next event in the order of the trace if it is a range. */
    void link(EventFields event) {
        if (linkable && next < rangeCount && isRange(event)) {
            event.set(Attribute.CORRELATION_ID, launchIds[next++]);
            event.setBoolean(Attribute.LAUNCH_IN_TRACE, true);
        }
    }
}
