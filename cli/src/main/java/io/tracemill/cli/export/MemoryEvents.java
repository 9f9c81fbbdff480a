package io.tracemill.cli.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.cli.query.SqlCursor;
import io.tracemill.cli.query.TraceRows;
import java.io.IOException;

/** Memory of the devices in a cut as counters: the bytes after each change or reading that tells them. */
final class MemoryEvents {

    private static final String NAME = "memory";

    private final DeviceTracks tracks;
    private final EventWriter out;

    MemoryEvents(DeviceTracks tracks, EventWriter out) {
        this.tracks = tracks;
        this.out = out;
    }

    void write(TraceRows rows, Cut cut) throws IOException {
        rows.each(
                "device, start_ns, allocated_bytes::bigint as allocated, reserved_bytes::bigint as reserved",
                "memory",
                "component is null and coalesce(allocated_bytes, reserved_bytes) is not null "
                        + "and start_ns < ?::bigint and start_ns >= ?::bigint",
                cut.bounds().subList(0, 2),
                this::write);
    }

    private void write(SqlCursor row) throws IOException {
        DeviceTracks.Found on = tracks.of(row.text("device"));
        if (on != null) {
            out.counter(NAME, on.gaps(), row.number("start_ns", 0));
            field("allocated", row, out.arguments());
            field("reserved", row, out.arguments());
            out.endArguments();
        }
    }

    private static void field(String column, SqlCursor row, JsonGenerator out) throws IOException {
        if (row.has(column)) {
            out.writeNumberField(column, row.number(column, 0));
        }
    }
}
