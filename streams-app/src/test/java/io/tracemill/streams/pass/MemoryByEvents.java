package io.tracemill.streams.pass;

import io.tracemill.schemas.CounterNames;
import io.tracemill.schemas.MemoryEvent;
import io.tracemill.schemas.MemoryEventKind;
import io.tracemill.schemas.Span;
import io.tracemill.schemas.SpanBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Memory of a whole trace by its definition: goes through all open allocations after every event. */
final class MemoryByEvents {

    static final String[] HOLDERS = {
        "device", "operator", "module", "phase", "peak_bytes", "peak_count", "end_bytes", "end_count"
    };
    static final String[] LEVELS = {
        "device",
        "step",
        "peak_allocated_bytes",
        "peak_followed_bytes",
        "fragmentation_bytes",
        "end_allocated_bytes",
        "growth_bytes",
        "allocations",
        "releases"
    };

    private final Map<Long, Entry> bySpan = new TreeMap<>();
    private final Map<String, Device> devices = new LinkedHashMap<>();

    /** A span of memory, with the strings of its batch. */
    private record Entry(Span span, List<String> strings) {

        MemoryEvent memory() {
            return Objects.requireNonNull(span.getEvent().getMemory());
        }

        boolean holds() {
            return memory().getKind() == MemoryEventKind.ALLOCATION;
        }

        @Nullable
        String text(@Nullable Integer index) {
            return index == null ? null : strings.get(index);
        }

        String holder() {
            String operator = holds() ? text(span.getEvent().getName()) : text(span.getParent());
            return text(memory().getDevice()) + " " + operator + " " + text(span.getModule()) + " " + span.getPhase();
        }

        @Nullable
        Long counter(String name) {
            Map<String, Double> counters = span.getEvent().getCounters();
            return counters == null ? null : (Long) Math.round(Objects.requireNonNull(counters.get(name)));
        }
    }

    /** An allocation that is open until a time. */
    private record Allocation(
            Entry entry, long bytes, @Nullable Long address, long end) {}

    /** Levels of the whole trace or of a step. */
    private static final class Levels {
        private @Nullable Long start;
        private @Nullable Long end;
        private @Nullable Long peak;
        private long followed;
        private @Nullable Long fragmentation;
        private long allocations;
        private long releases;

        boolean see(long before, long now, Device device) {
            start = start == null ? (Long) before : start;
            end = now;
            if (peak != null && now <= peak) {
                return false;
            }
            peak = now;
            followed = device.sum();
            fragmentation = device.reserved == null || device.reserved < now ? null : (Long) (device.reserved - now);
            return true;
        }

        String line() {
            return peak + " " + (peak == null ? null : (Long) followed) + " " + fragmentation + " " + end + " "
                    + (start == null || end == null ? null : (Long) (end - start)) + " " + allocations + " " + releases;
        }
    }

    /** Memory of one device. */
    private static final class Device {
        private final List<Allocation> open = new ArrayList<>();
        private final Map<String, Levels> levels = new LinkedHashMap<>();
        private Map<String, long[]> atPeak = Map.of();
        private @Nullable Long level;
        private @Nullable Long reserved;
        private boolean measured;
        private long withoutAddress;

        Levels levels(@Nullable Integer step) {
            return levels.computeIfAbsent(String.valueOf(step), any -> new Levels());
        }

        long sum() {
            return open.stream().mapToLong(Allocation::bytes).sum();
        }

        Map<String, long[]> holders() {
            Map<String, long[]> sums = new HashMap<>();
            for (Allocation allocation : open) {
                long[] sum = sums.computeIfAbsent(allocation.entry().holder(), any -> new long[2]);
                sum[0] += allocation.bytes();
                sum[1]++;
            }
            return sums;
        }

        void releaseUntil(long nanos) {
            levels(null).releases +=
                    open.stream().filter(of -> of.end() <= nanos).count();
            open.removeIf(of -> of.end() <= nanos);
        }

        void accept(Entry entry) {
            List<Levels> windows = new ArrayList<>();
            if (entry.span().getStep() != null) {
                windows.add(levels(entry.span().getStep()));
            }
            windows.add(levels(null));
            long change = Objects.requireNonNull(entry.span().getEvent().getBytes());
            change(entry, change, windows);
            @Nullable Long before = level;
            @Nullable Long allocated = entry.counter(CounterNames.ALLOCATED_BYTES);
            reserved = allocated == null ? reserved : entry.counter(CounterNames.RESERVED_BYTES);
            measured |= allocated != null;
            long now =
                    allocated != null ? allocated : measured ? Objects.requireNonNull(before) : sum() + withoutAddress;
            long known = before != null ? before : measured ? Math.max(0, now - change) : 0;
            level = now;
            for (Levels window : windows) {
                boolean risen = window.see(known, now, this);
                if (risen && window == levels(null)) {
                    atPeak = holders();
                }
            }
        }

        private void change(Entry entry, long bytes, List<Levels> windows) {
            @Nullable Long address = entry.memory().getAddress();
            if (address == null && !entry.holds()) {
                withoutAddress = Math.max(0, withoutAddress + bytes);
            }
            if (address != null && open.removeIf(of -> address.equals(of.address()))) {
                windows.forEach(window -> window.releases++);
            }
            if (bytes > 0 && (address != null || entry.holds())) {
                @Nullable Long duration = entry.span().getEvent().getDurationNs();
                boolean ends = entry.holds() && duration != null;
                long end = ends ? entry.span().getEvent().getStartNs() + duration : Long.MAX_VALUE;
                open.add(new Allocation(entry, bytes, address, end));
                windows.forEach(window -> window.allocations++);
            }
        }
    }

    MemoryByEvents(List<SpanBatch> batches) {
        for (SpanBatch batch : batches) {
            batch.getSpans().stream()
                    .filter(span -> span.getEvent().getMemory() != null)
                    .forEach(span -> bySpan.put(span.getSpanId(), new Entry(span, batch.getStrings())));
        }
        bySpan.values().forEach(entry -> {
            devices.values()
                    .forEach(device ->
                            device.releaseUntil(entry.span().getEvent().getStartNs()));
            devices.computeIfAbsent(String.valueOf(entry.text(entry.memory().getDevice())), any -> new Device())
                    .accept(entry);
        });
        devices.values().forEach(device -> device.releaseUntil(Long.MAX_VALUE - 1));
    }

    /** Lines of holders. */
    List<String> holders() {
        List<String> lines = new ArrayList<>();
        for (Device device : devices.values()) {
            Map<String, long[]> end = device.holders();
            Map<String, long[]> all = new HashMap<>(end);
            all.putAll(device.atPeak);
            long[] none = {0, 0};
            for (String holder : all.keySet()) {
                long[] peak = device.atPeak.getOrDefault(holder, none);
                long[] left = end.getOrDefault(holder, none);
                lines.add(holder + " " + peak[0] + " " + peak[1] + " " + left[0] + " " + left[1]);
            }
        }
        return lines;
    }

    /** Lines of levels. */
    List<String> levels() {
        List<String> lines = new ArrayList<>();
        devices.forEach((name, device) ->
                device.levels.forEach((step, levels) -> lines.add(name + " " + step + " " + levels.line())));
        return lines;
    }
}
