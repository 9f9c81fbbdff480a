package io.tracemill.cli.page.picture;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory of a device, or of a part of the process, over time. Of many points it has the highest and the last one of
 * each of equally long rows of them, so the peak is always among them.
 */
final class MemoryCurve {

    /** Most points. */
    static final int MOST = 2_000;

    /** A point: what is allocated, and reserved if that is known, from then on. */
    private record Point(
            long nanos, long allocated, @Nullable Long reserved) {}

    private final @Nullable String device;
    private final @Nullable String component;
    private final long stride;
    private final List<Point> points = new ArrayList<>();
    private @Nullable Point highest;
    private @Nullable Point last;
    private long inRow;
    private final FollowedMemory followed = new FollowedMemory();
    private boolean isMeasured;
    private long allocated;
    private @Nullable Long reserved;

    /**
     * An empty curve.
     *
     * @param device null for the host
     * @param component null for all of them
     * @param count number of points that will be added
     */
    MemoryCurve(@Nullable String device, @Nullable String component, long count) {
        this.device = device;
        this.component = component;
        this.stride = count <= MOST ? 1 : (2 * count + MOST - 1) / MOST;
    }

    /** Takes a change, which tells what is allocated until the first reading does. */
    void change(long bytes, long address) {
        if (!isMeasured && bytes != 0) {
            allocated = followed.change(bytes, address);
        }
    }

    /** Adds a point. Points come in order; what one does not say stays as it was. */
    void add(long nanos, @Nullable Long allocatedBytes, @Nullable Long reservedBytes) {
        if (allocatedBytes != null) {
            isMeasured = true;
            allocated = allocatedBytes;
        }
        reserved = reservedBytes == null ? reserved : reservedBytes;
        Point point = new Point(nanos, allocated, reserved);
        Point most = highest;
        if (inRow == 0 || most == null || point.allocated() > most.allocated()) {
            highest = point;
        }
        last = point;
        if (++inRow == stride) {
            endRow();
        }
    }

    private void endRow() {
        if (inRow > 0 && highest != null && last != null) {
            points.add(highest);
            if (!last.equals(highest)) {
                points.add(last);
            }
        }
        inRow = 0;
    }

    void end() {
        endRow();
    }

    void write(long origin, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("device", device);
        json.writeStringField("component", component);
        Columns.numbers("time_ns", points, point -> point.nanos() - origin, json);
        Columns.numbers("allocated_bytes", points, Point::allocated, json);
        if (reserved == null) {
            json.writeNullField("reserved_bytes");
        } else {
            writeReserved(json);
        }
        json.writeEndObject();
    }

    /** Null before its first reading. */
    private void writeReserved(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("reserved_bytes");
        for (Point point : points) {
            Long bytes = point.reserved();
            if (bytes == null) {
                json.writeNull();
            } else {
                json.writeNumber(bytes);
            }
        }
        json.writeEndArray();
    }
}
