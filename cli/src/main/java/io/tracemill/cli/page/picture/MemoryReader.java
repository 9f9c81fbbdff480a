package io.tracemill.cli.page.picture;

import io.tracemill.cli.query.SqlCursor;
import io.tracemill.cli.query.TraceRows;
import io.tracemill.schemas.MemoryEventKind;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reader of memory over time, by device and part of the process. */
final class MemoryReader {

    private static final int MOST_CURVES = 64;

    /** Rows that tell how much is allocated or reserved, or by how much that changes. */
    private static final String TELLING =
            "(coalesce(allocated_bytes, reserved_bytes) is not null or kind = '" + MemoryEventKind.CHANGE + "')";

    private final Map<Part, MemoryCurve> curves = new LinkedHashMap<>();

    private MemoryReader() {}

    /** Device and part of the process; null for the host, and for all parts. */
    private record Part(@Nullable String device, @Nullable String component) {
        static Part of(SqlCursor row) throws IOException {
            return new Part(row.text("device"), row.text("component"));
        }
    }

    /** Reads the curves of a trace. */
    static List<MemoryCurve> read(TraceRows trace) throws IOException {
        MemoryReader reader = new MemoryReader();
        trace.each(
                "device, component, count(*) as points",
                "memory",
                TELLING + " group by device, component order by device nulls first, component nulls first limit "
                        + MOST_CURVES,
                List.of(),
                row -> {
                    Part part = Part.of(row);
                    reader.curves.put(part, new MemoryCurve(part.device(), part.component(), row.number("points", 0)));
                });
        trace.each(
                "device, component, start_ns, coalesce(bytes, 0) as bytes, coalesce(address, 0) as address,"
                        + " allocated_bytes::bigint as allocated, reserved_bytes::bigint as reserved",
                "memory",
                TELLING + " order by start_ns, address, bytes",
                List.of(),
                reader::add);
        reader.curves.values().forEach(MemoryCurve::end);
        return List.copyOf(reader.curves.values());
    }

    private void add(SqlCursor row) throws IOException {
        MemoryCurve curve = curves.get(Part.of(row));
        if (curve != null) {
            curve.change(row.number("bytes", 0), row.number("address", 0));
            curve.add(row.number("start_ns", 0), size("allocated", row), size("reserved", row));
        }
    }

    private static @Nullable Long size(String column, SqlCursor row) throws IOException {
        return row.has(column) ? Long.valueOf(row.number(column, 0)) : null;
    }
}
