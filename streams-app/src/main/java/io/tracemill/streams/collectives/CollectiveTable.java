package io.tracemill.streams.collectives;

import io.tracemill.schemas.CollectiveKind;
import io.tracemill.schemas.CollectiveStats;
import io.tracemill.streams.state.CollectiveGroupState;
import io.tracemill.streams.state.CollectiveState;
import io.tracemill.streams.state.OperationState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rows of a run's collectives, by group, name, type and size. */
final class CollectiveTable {

    /** Size of those whose size is unknown. */
    private static final long UNKNOWN = -1;

    private static final Comparator<CollectiveGroupState> GROUPS = Comparator.comparing(
                    CollectiveGroupState::getGroup, Comparator.<@Nullable String>nullsFirst(Comparator.naturalOrder()))
            .thenComparing(CollectiveGroupState::getRanks, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(CollectiveGroupState::getSize, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final IdTable<CollectiveGroupState> groups;
    private final Operations operations;
    private final Map<Key, CollectiveSums> rows = new HashMap<>();

    /**
     * What the collectives of a row have in common.
     *
     * @param group id of the group
     * @param operation id of the name and type
     * @param fromBytes power of two that their size is at least, 0 for size 0, {@link #UNKNOWN}
     */
    private record Key(int group, int operation, long fromBytes) {}

    CollectiveTable(IdTable<CollectiveGroupState> groups, Operations operations) {
        this.groups = groups;
        this.operations = operations;
    }

    void add(int group, CollectiveState collective) {
        CollectiveSums row = row(group, collective.getOperation(), Long.highestOneBit(collective.getMaxBytes()));
        Long size = groups.get(group).getSize();
        long members = collective.getMembers();
        @Nullable
        CollectiveKind kind =
                CollectiveKind.of(operations.get(collective.getOperation()).getName());
        boolean sizesDiffer =
                kind != null && kind.hasSameBytes() && collective.getMinBytes() != collective.getMaxBytes();
        if (collective.getMixed() || sizesDiffer || (size != null && members > size)) {
            row.addMismatched(members);
        } else if (size == null || members < size) {
            row.addIncomplete(members);
        } else {
            row.addComplete(collective);
        }
    }

    void addUnmatched(int group, int operation, long events) {
        row(group, operation, UNKNOWN).addUnmatched(events);
    }

    private CollectiveSums row(int group, int operation, long fromBytes) {
        return rows.computeIfAbsent(
                new Key(group, operation, fromBytes < 0 ? UNKNOWN : fromBytes), key -> new CollectiveSums());
    }

    /** The rows in order. */
    List<CollectiveStats> rows(Supplier<CollectiveStats.Builder> begin) {
        return rows.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(
                        Comparator.<Key, CollectiveGroupState>comparing(key -> groups.get(key.group), GROUPS)
                                .thenComparing(key -> operations.get(key.operation), Operations.ORDER)
                                .thenComparingLong(Key::fromBytes)))
                .map(row -> row(row.getKey(), row.getValue(), begin.get()))
                .toList();
    }

    private CollectiveStats row(Key key, CollectiveSums sums, CollectiveStats.Builder row) {
        CollectiveGroupState group = groups.get(key.group);
        OperationState operation = operations.get(key.operation);
        row.setGroup(group.getGroup())
                .setGroupRanks(group.getRanks())
                .setGroupSize(group.getSize())
                .setName(operation.getName())
                .setDtype(operation.getDtype())
                .setFromBytes(key.fromBytes == UNKNOWN ? null : key.fromBytes);
        return sums.into(row, CollectiveKind.of(operation.getName())).build();
    }
}
