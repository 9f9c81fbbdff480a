package io.tracemill.cli.report;

import io.tracemill.storage.rows.Row;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sums up the rows of the dataset {@code communication} of one trace while they are read. Tells up to 1,000 kinds of
 * collectives, classes of their size and links apart; the rest of them are {@code (other)}.
 */
public final class CommunicationReading {

    /** The columns it needs. */
    public static final Set<String> COLUMNS = Set.of(
            "name",
            "collective",
            "operation",
            "duration_ns",
            "message_bytes",
            "transit_ns",
            "wait_ns",
            "idle_ns",
            "link",
            "link_transit_bytes",
            "link_transit_ns",
            "algbw_gb_per_s",
            "busbw_gb_per_s");

    private static final int MAX_KINDS = 1000;

    private final Map<Kind, Sum> sums = new HashMap<>();

    private record Kind(
            String collective,
            @Nullable String link,
            @Nullable Long fromBytes) {}

    /** Mean of a rate over time. */
    private static final class Rate {
        private double amount;
        private long nanos;

        void add(@Nullable Object rate, @Nullable Object duration) {
            if (rate instanceof Double perNano && duration instanceof Long time) {
                amount += perNano * time;
                nanos += time;
            }
        }

        @Nullable
        Double mean() {
            return nanos == 0 ? null : (Double) (amount / nanos);
        }
    }

    private static final class Sum {
        private long count;
        private long total;
        private @Nullable Long message;
        private @Nullable Long transit;
        private @Nullable Long wait;
        private @Nullable Long idle;
        private @Nullable Long bytes;
        private @Nullable Long onLink;
        private final Rate algorithm = new Rate();
        private final Rate bus = new Rate();

        void add(Row row) {
            count++;
            total += row.get("duration_ns") instanceof Long duration ? duration : 0;
            message = plus(message, row.get("message_bytes"));
            transit = plus(transit, row.get("transit_ns"));
            wait = plus(wait, row.get("wait_ns"));
            idle = plus(idle, row.get("idle_ns"));
            bytes = plus(bytes, row.get("link_transit_bytes"));
            onLink = plus(onLink, row.get("link_transit_ns"));
            algorithm.add(row.get("algbw_gb_per_s"), row.get("duration_ns"));
            bus.add(row.get("busbw_gb_per_s"), row.get("duration_ns"));
        }

        private static @Nullable Long plus(@Nullable Long sum, @Nullable Object value) {
            return value instanceof Long number ? (sum == null ? number : sum + number) : sum;
        }
    }

    /** Takes the next row. */
    public void add(Row row) {
        Kind kind = new Kind(kind(row), (String) row.get("link"), fromBytes(row));
        if (sums.size() >= MAX_KINDS && !sums.containsKey(kind)) {
            kind = new Kind("(other)", null, null);
        }
        sums.computeIfAbsent(kind, key -> new Sum()).add(row);
    }

    /** Class of the size: what its bandwidth says was moved in its duration. */
    private static @Nullable Long fromBytes(Row row) {
        return row.get("algbw_gb_per_s") instanceof Double perNano && row.get("duration_ns") instanceof Long nanos
                ? (Long) Long.highestOneBit(Math.round(perNano * nanos))
                : null;
    }

    /** Kind of collective, else its operation, else its name, which may hold ids of the group and of the call. */
    private static String kind(Row row) {
        for (String column : List.of("collective", "operation")) {
            if (row.get(column) instanceof String value) {
                return value;
            }
        }
        return String.valueOf(row.get("name"));
    }

    /** What all rows say, the most time first. */
    public List<CollectiveUse> end() {
        return sums.entrySet().stream()
                .map(of -> use(of.getKey(), of.getValue()))
                .sorted(Comparator.comparingLong((CollectiveUse row) -> -row.totalNs())
                        .thenComparing(CollectiveUse::collective)
                        .thenComparing(CollectiveUse::link, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(CollectiveUse::fromBytes, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
    }

    private static CollectiveUse use(Kind kind, Sum sum) {
        return new CollectiveUse(
                kind.collective(),
                kind.link(),
                kind.fromBytes(),
                sum.count,
                sum.total,
                sum.message,
                sum.transit,
                sum.wait,
                sum.idle,
                sum.bytes,
                sum.onLink,
                sum.algorithm.mean(),
                sum.bus.mean());
    }
}
