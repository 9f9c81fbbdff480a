package io.tracemill.cli.analyze;

import io.tracemill.schemas.CollectiveDescription;
import io.tracemill.schemas.CollectiveKind;
import io.tracemill.schemas.Collectives;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.storage.Archive;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Row;
import io.tracemill.streams.collectives.CollectivesCheck;
import io.tracemill.streams.collectives.DescriptionRoom;
import io.tracemill.streams.collectives.TraceCollectives;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collectives of a trace that was analysed before, from the dataset {@code communication}. It has those whose spans
 * were written.
 */
final class ArchivedCollectives {

    private static final Set<String> COLUMNS = Set.of(
            "device",
            "stream",
            "collective",
            "receives",
            "sends",
            "group",
            "group_size",
            "group_ranks",
            "group_sequence",
            "dtype",
            "message_bytes",
            "output_bytes",
            "start_ns",
            "duration_ns",
            "step");

    private final List<CollectiveDescription> descriptions = new ArrayList<>();
    private final Map<CollectiveDescription, Integer> ids = new HashMap<>();
    private final List<Seen> collectives = new ArrayList<>();
    private final DescriptionRoom room = new DescriptionRoom();
    private final TraceInfo trace;
    private long leftOut;
    private @Nullable Place last;

    /** Where and when a collective ran; its rows, one for each link, follow each other. */
    private record Place(Object device, Object stream, long start) {}

    private record Seen(int description, boolean numbered, long number, long bytes, long nanos) {}

    private ArchivedCollectives(TraceInfo trace) {
        this.trace = trace;
    }

    /** Records of a trace of a known rank. */
    static List<Collectives> of(Archive archive, TraceInfo trace) throws IOException {
        ArchivedCollectives of = new ArchivedCollectives(trace);
        archive.rows(Set.of(trace.getTraceId()), Datasets.COMMUNICATION, COLUMNS, of::add);
        return of.records();
    }

    private void add(Row row) {
        Place place = new Place(
                String.valueOf(row.get("device")), String.valueOf(row.get("stream")), numberOr(row, "start_ns", 0));
        if (place.equals(last)) {
            return;
        }
        last = place;
        CollectiveDescription description = description(row);
        CollectiveKind kind = CollectiveKind.of(description.getName());
        Integer id = id(description);
        long sequence = numberOr(row, "group_sequence", -1);
        long step = row.get("step") instanceof Integer number ? number : -1;
        boolean transfers = Boolean.TRUE.equals(row.get("sends"))
                || Boolean.TRUE.equals(row.get("receives"))
                || (kind != null && kind.isTransfer());
        if (id == null) {
            leftOut++;
        } else if (transfers || !CollectivesCheck.isComparable(description) || (sequence < 0 && step < 0)) {
            CollectiveDescription counted = descriptions.get(id);
            counted.setUnmatched(counted.getUnmatched() + 1);
        } else if (collectives.size() == TraceCollectives.MAX_COLLECTIVES) {
            leftOut++;
        } else {
            collectives.add(new Seen(
                    id,
                    sequence >= 0,
                    sequence >= 0 ? sequence : step,
                    bytes(row, kind, description),
                    numberOr(row, "duration_ns", 0)));
        }
    }

    private static long bytes(Row row, @Nullable CollectiveKind kind, CollectiveDescription description) {
        Long size = description.getGroupSize();
        return kind == null
                ? -1
                : kind.bytes(
                        numberOr(row, "message_bytes", -1), numberOr(row, "output_bytes", -1), size == null ? 0 : size);
    }

    private static CollectiveDescription description(Row row) {
        return CollectiveDescription.newBuilder()
                .setName((String) row.get("collective"))
                .setGroup((String) row.get("group"))
                .setRanks((String) row.get("group_ranks"))
                .setGroupSize((Long) row.get("group_size"))
                .setDtype((String) row.get("dtype"))
                .setUnmatched(0)
                .build();
    }

    private @Nullable Integer id(CollectiveDescription description) {
        Integer known = ids.get(description);
        if (known == null && room.take(description)) {
            known = descriptions.size();
            ids.put(description, known);
            descriptions.add(CollectiveDescription.newBuilder(description).build());
        }
        return known;
    }

    private static long numberOr(Row row, String column, long absent) {
        return row.get(column) instanceof Long number ? number : absent;
    }

    private List<Collectives> records() {
        TraceCollectives records = new TraceCollectives(trace, trace.getRank(), descriptions, leftOut);
        collectives.forEach(of -> records.add(of.description, of.numbered, of.number, of.bytes, of.nanos));
        return records.records();
    }
}
