package io.tracemill.cli.report;

import io.tracemill.schemas.MemoryEventKind;
import io.tracemill.storage.rows.Row;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sums up the rows of the dataset {@code memory} of one trace while they are read, in the order of the archive. Follows
 * up to 262,144 allocations at a time, and tells up to 10,000 operators apart; the rest of them are {@code (other)}.
 */
public final class MemoryReading {

    /** The columns it needs. */
    public static final Set<String> COLUMNS = Set.of(
            "device",
            "kind",
            "component",
            "operator",
            "start_ns",
            "bytes",
            "duration_ns",
            "address",
            "allocated_bytes",
            "reserved_bytes");

    private static final int MAX_LIVE = 1 << 18;
    private static final int MAX_OPERATORS = 10_000;
    private static final String OTHER = "(other)";

    /** Kind of rows that are an allocation with its release each. */
    private static final String WHOLE_ALLOCATIONS = MemoryEventKind.ALLOCATION.name();

    private static final Comparator<@Nullable String> BY_TEXT = Comparator.nullsFirst(Comparator.naturalOrder());

    private final int maxLive;
    private final Map<Allocator, Peaks> peaks = new HashMap<>();
    private final Map<Address, Live> live = new HashMap<>();
    private final Map<Holder, Sum> held = new HashMap<>();
    private long notFollowed;

    /** Before the first row. */
    public MemoryReading() {
        this(MAX_LIVE);
    }

    MemoryReading(int maxLive) {
        this.maxLive = maxLive;
    }

    private record Allocator(
            @Nullable String device, @Nullable String component, boolean wholeAllocations) {}

    private record Address(@Nullable String device, long address) {}

    private record Live(@Nullable String operator, long bytes) {}

    private record Holder(@Nullable String device, @Nullable String operator) {}

    private static final class Peaks {
        private @Nullable Long allocated;
        private @Nullable Long allocatedNs;
        private @Nullable Long reserved;
        private @Nullable Long end;
        private long endNs = Long.MIN_VALUE;

        boolean tell() {
            return allocated != null || reserved != null;
        }
    }

    private static final class Sum {
        private long bytes;
        private long count;
    }

    /** Takes the next row. */
    public void add(Row row) {
        String device = (String) row.get("device");
        boolean whole = WHOLE_ALLOCATIONS.equals(row.get("kind"));
        read(row, peaks.computeIfAbsent(new Allocator(device, (String) row.get("component"), whole), a -> new Peaks()));
        Long bytes = (Long) row.get("bytes");
        Long address = (Long) row.get("address");
        String operator = (String) row.get("operator");
        if (bytes == null) {
            return;
        }
        if (whole && row.get("duration_ns") == null) {
            hold(device, operator, bytes);
        } else if (!whole && address != null) {
            follow(new Address(device, address), operator, bytes);
        }
    }

    private void read(Row row, Peaks of) {
        long start = Objects.requireNonNull((Long) row.get("start_ns"), "start_ns");
        Long allocated = (Long) row.get("allocated_bytes");
        Long reserved = (Long) row.get("reserved_bytes");
        if (allocated != null && (of.allocated == null || allocated > of.allocated)) {
            of.allocated = allocated;
            of.allocatedNs = start;
        }
        if (allocated != null && start >= of.endNs) {
            of.end = allocated;
            of.endNs = start;
        }
        if (reserved != null && (of.reserved == null || reserved > of.reserved)) {
            of.reserved = reserved;
        }
    }

    /** A release of what was allocated before recording began has nothing to end. */
    private void follow(Address address, @Nullable String operator, long bytes) {
        if (bytes < 0) {
            live.remove(address);
        } else if (live.size() < maxLive || live.containsKey(address)) {
            live.put(address, new Live(operator, bytes));
        } else {
            notFollowed++;
        }
    }

    private void hold(@Nullable String device, @Nullable String operator, long bytes) {
        Holder holder = new Holder(device, operator);
        if (held.size() >= MAX_OPERATORS && !held.containsKey(holder)) {
            holder = new Holder(device, OTHER);
        }
        Sum sum = held.computeIfAbsent(holder, key -> new Sum());
        sum.bytes += bytes;
        sum.count++;
    }

    /** What all rows say; none may follow. */
    public MemoryUse end() {
        live.forEach((address, allocation) -> hold(address.device(), allocation.operator(), allocation.bytes()));
        live.clear();
        return new MemoryUse(devices(), held(), notFollowed);
    }

    /**
     * What operators asked for says how much was allocated only where nothing else does: not when memory is released.
     */
    private List<MemoryUse.Device> devices() {
        return peaks.entrySet().stream()
                .filter(of -> !of.getKey().wholeAllocations() || isAlone(of.getKey()))
                .filter(of -> of.getValue().tell())
                .map(of -> device(of.getKey(), of.getValue()))
                .sorted(Comparator.comparing(MemoryUse.Device::device, BY_TEXT)
                        .thenComparing(MemoryUse.Device::component, BY_TEXT))
                .toList();
    }

    private boolean isAlone(Allocator allocator) {
        return peaks.keySet().stream()
                .allMatch(other -> other.wholeAllocations() || !Objects.equals(other.device(), allocator.device()));
    }

    private static MemoryUse.Device device(Allocator of, Peaks peaks) {
        return new MemoryUse.Device(
                of.device(), of.component(), peaks.allocated, peaks.allocatedNs, peaks.reserved, peaks.end);
    }

    private List<MemoryUse.Held> held() {
        return held.entrySet().stream()
                .map(of -> new MemoryUse.Held(
                        of.getKey().device(), of.getKey().operator(), of.getValue().bytes, of.getValue().count))
                .sorted(Comparator.comparingLong((MemoryUse.Held row) -> -row.bytes())
                        .thenComparing(MemoryUse.Held::operator, BY_TEXT)
                        .thenComparing(MemoryUse.Held::device, BY_TEXT))
                .toList();
    }
}
