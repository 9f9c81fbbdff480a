package io.tracemill.ingest.ascend;

import io.tracemill.ingest.IngestException;
import io.tracemill.schemas.CounterNames;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tables of memory: {@code memory_record.csv} with the memory allocated and reserved over time, and
 * {@code operator_memory.csv} with the allocations of operators and their release. Their rows become COUNTER events
 * with the counters {@code allocated_bytes}, {@code reserved_bytes} and {@code active_bytes}. The event of an
 * allocation lasts until its release; without a release it has no duration.
 */
final class MemoryTables {

    private static final BigDecimal MEGABYTE = BigDecimal.valueOf(1 << 20);
    private static final BigDecimal KILOBYTE = BigDecimal.valueOf(1 << 10);
    private static final String DEVICE = "Device Type";

    private final ProfileEvents events;

    private MemoryTables(ProfileEvents events) {
        this.events = events;
    }

    /** Adds the rows of a {@code memory_record.csv}. Returns its faults, one line each. */
    static List<String> addRecords(Path file, ProfileEvents events) throws IngestException {
        return CsvTable.read(
                file,
                List.of("Component", "Timestamp(us)", "Total Allocated(MB)"),
                new MemoryTables(events)::takeRecord);
    }

    /** Adds the rows of an {@code operator_memory.csv}. Returns its faults, one line each. */
    static List<String> addAllocations(Path file, ProfileEvents events) throws IngestException {
        List<String> needed = List.of("Name", "Size(KB)", "Allocation Time(us)");
        return CsvTable.read(file, needed, new MemoryTables(events)::takeAllocation);
    }

    private boolean takeRecord(CsvTable row) throws IOException {
        String component = row.text("Component");
        Long time = row.nanos("Timestamp(us)");
        if (component == null || time == null) {
            return false;
        }
        events.begin(component, time);
        events.text(Attribute.CATEGORY, "memory_record");
        gauges(row, "Total ");
        finish(row, Set.of("Component", "Timestamp(us)"), "Total ");
        return true;
    }

    private boolean takeAllocation(CsvTable row) throws IOException {
        String operator = row.text("Name");
        BigDecimal size = row.number("Size(KB)");
        Long time = row.nanos("Allocation Time(us)");
        if (operator == null || size == null || time == null) {
            return false;
        }
        events.begin(operator, time);
        events.text(Attribute.CATEGORY, "operator_memory");
        events.bytes(size.multiply(KILOBYTE).longValue());
        Long released = row.nanos("Release Time(us)");
        if (released != null && released >= time) {
            events.duration(released - time);
        }
        gauges(row, "Allocation Total ");
        Set<String> used = Set.of("Name", "Size(KB)", "Allocation Time(us)", "Release Time(us)", "Duration(us)");
        finish(row, used, "Allocation Total ");
        return true;
    }

    private void gauges(CsvTable row, String prefix) {
        gauge(CounterNames.ALLOCATED_BYTES, row.number(prefix + "Allocated(MB)"));
        gauge(CounterNames.RESERVED_BYTES, row.number(prefix + "Reserved(MB)"));
        gauge(CounterNames.ACTIVE_BYTES, row.number(prefix + "Active(MB)"));
    }

    private void gauge(String name, @Nullable BigDecimal megabytes) {
        if (megabytes != null) {
            events.counter(name, megabytes.multiply(MEGABYTE).doubleValue());
        }
    }

    private void finish(CsvTable row, Set<String> used, String prefix) throws IOException {
        String device = row.text(DEVICE);
        if (device != null) {
            events.text(Attribute.DEVICE, device.substring(device.indexOf(':') + 1));
        }
        events.args(row.json(column -> !used.contains(column) && !column.equals(DEVICE) && !column.startsWith(prefix)));
        events.add(EventKind.COUNTER);
    }
}
