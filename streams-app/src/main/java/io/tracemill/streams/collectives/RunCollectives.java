package io.tracemill.streams.collectives;

import io.tracemill.schemas.CollectiveDescription;
import io.tracemill.schemas.CollectiveStats;
import io.tracemill.schemas.Collectives;
import io.tracemill.schemas.RankCollective;
import io.tracemill.streams.state.CollectiveGroupState;
import io.tracemill.streams.state.CollectiveRunState;
import io.tracemill.streams.state.OpenRankState;
import io.tracemill.streams.state.OperationState;
import io.tracemill.streams.state.RunUnmatchedState;
import io.tracemill.streams.trace.Saturating;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collectives of a run over its ranks. The ranks that came and the names are in its state; the collectives are in
 * chunks beside it, which grow with the number of collectives and not with that of ranks.
 */
public final class RunCollectives {

    /** Limit on the number of a rank that is compared. */
    public static final int MAX_RANKS = 1 << 16;

    /** Most collectives of a run, which take some 30 MiB. Beyond them, device events are left out. */
    static final int MAX_COLLECTIVES = 1 << 20;

    private static final int MAX_GROUPS = 1 << 12;
    private static final int MAX_OPERATIONS = 1 << 10;

    private final BitSet ranks;
    private final Map<Integer, OpenRankState> open = new TreeMap<>();
    private final IdTable<CollectiveGroupState> groups = new IdTable<>(MAX_GROUPS);
    private final Operations operations = new Operations(MAX_OPERATIONS);
    private final Map<Long, Long> unmatched = new TreeMap<>();
    private String date;
    private @Nullable Integer worldSize;
    private int collectives;
    private long leftOut;
    private long lastAppendMillis;

    private RunCollectives(String date, BitSet ranks) {
        this.date = date;
        this.ranks = ranks;
    }

    /** Begins a run without ranks; the first record is still to be added. */
    public static RunCollectives begin(Collectives first) {
        return new RunCollectives(first.getDate(), new BitSet());
    }

    /** Restores a run from its {@link #state}. */
    public static RunCollectives of(CollectiveRunState state) {
        RunCollectives run = new RunCollectives(
                state.getDate(), BitSet.valueOf(state.getRanks().duplicate()));
        state.getOpen().forEach(rank -> run.open.put(rank.getRank(), rank));
        state.getGroups().forEach(run.groups::id);
        state.getOperations().forEach(run.operations::id);
        state.getUnmatched().forEach(of -> run.unmatched.put(place(of.getGroup(), of.getOperation()), of.getCount()));
        run.worldSize = state.getWorldSize();
        run.collectives = state.getCollectives();
        run.leftOut = state.getLeftOut();
        run.lastAppendMillis = state.getLastAppendMs();
        return run;
    }

    /** State of the run, for the store. */
    public CollectiveRunState state() {
        List<RunUnmatchedState> counts = new ArrayList<>();
        unmatched.forEach(
                (place, count) -> counts.add(new RunUnmatchedState((int) (place >> 32), (int) (long) place, count)));
        return new CollectiveRunState(
                date,
                worldSize,
                ByteBuffer.wrap(ranks.toByteArray()),
                new ArrayList<>(open.values()),
                lastAppendMillis,
                leftOut,
                collectives,
                groups.values(),
                operations.values(),
                counts);
    }

    private static long place(int group, int operation) {
        return ((long) group << 32) | operation;
    }

    /**
     * Adds a record that has passed the check. Returns false, and does nothing, if it is not the next part of its
     * trace, or another trace has its rank.
     *
     * @param appendMillis append time of the record, in ms since 1970
     */
    public boolean add(Collectives record, long appendMillis, ChunkStore chunks) {
        int rank = record.getRank();
        @Nullable OpenRankState begun = open.get(rank);
        boolean isNext = begun == null
                ? record.getPart() == 0
                : record.getPart() == begun.getNextPart() && begun.getTraceId().equals(record.getTraceId());
        if (ranks.get(rank) || !isNext) {
            return false;
        }
        if (record.getPart() + 1 == record.getParts()) {
            ranks.set(rank);
            open.remove(rank);
        } else {
            open.put(rank, new OpenRankState(rank, record.getTraceId(), record.getPart() + 1));
        }
        lastAppendMillis = Math.max(lastAppendMillis, appendMillis);
        date = date.compareTo(record.getDate()) <= 0 ? date : record.getDate();
        @Nullable Integer size = record.getWorldSize();
        if (size != null) {
            worldSize = worldSize == null ? size : Math.max(worldSize, size);
        }
        leftOut = Saturating.sum(leftOut, record.getLeftOut());
        merge(record, chunks);
        return true;
    }

    private void merge(Collectives record, ChunkStore chunks) {
        int[] groupIds = new int[record.getDescriptions().size()];
        int[] operationIds = new int[groupIds.length];
        for (int i = 0; i < groupIds.length; i++) {
            CollectiveDescription of = record.getDescriptions().get(i);
            groupIds[i] = groups.id(new CollectiveGroupState(of.getGroup(), of.getRanks(), of.getGroupSize()));
            operationIds[i] = operations.id(new OperationState(of.getName(), of.getDtype()));
            countUnmatched(groupIds[i], operationIds[i], of.getUnmatched());
        }
        Map<String, List<RankCollective>> byChunk = new TreeMap<>();
        for (RankCollective of : record.getCollectives()) {
            int group = groupIds[of.getDescription()];
            if (group < 0 || operationIds[of.getDescription()] < 0) {
                leftOut = Saturating.sum(leftOut, 1);
            } else {
                byChunk.computeIfAbsent(CollectiveChunk.name(group, of), name -> new ArrayList<>())
                        .add(of);
            }
        }
        byChunk.forEach((name, members) -> {
            CollectiveChunk chunk = CollectiveChunk.of(chunks.get(name));
            collectives -= chunk.size();
            for (RankCollective of : members) {
                boolean room = collectives + chunk.size() < MAX_COLLECTIVES;
                if (!chunk.add(of, record.getRank(), operationIds[of.getDescription()], operations, room)) {
                    leftOut = Saturating.sum(leftOut, 1);
                }
            }
            collectives += chunk.size();
            chunks.put(name, chunk.state());
        });
    }

    private void countUnmatched(int group, int operation, long count) {
        if (count > 0 && (group < 0 || operation < 0)) {
            leftOut = Saturating.sum(leftOut, count);
        } else if (count > 0) {
            unmatched.merge(place(group, operation), count, Saturating::sum);
        }
    }

    /** Whether all collectives of as many ranks have arrived as the world size says. */
    public boolean isComplete() {
        return worldSize != null && ranks.cardinality() >= worldSize;
    }

    /** Append time of the latest record, in ms since 1970. */
    public long lastAppendMillis() {
        return lastAppendMillis;
    }

    /** Rows in the order of their groups, names, types and sizes; empty if there are no two ranks. */
    public List<CollectiveStats> rows(String run, long nowMillis, ChunkStore chunks) {
        int compared = ranks.cardinality() + open.size();
        if (compared < 2) {
            return List.of();
        }
        CollectiveTable table = new CollectiveTable(groups, operations);
        chunks.forEach((name, state) -> {
            int group = CollectiveChunk.group(name);
            CollectiveChunk.of(state).collectives().forEach(of -> table.add(group, of));
        });
        unmatched.forEach((place, count) -> table.addUnmatched((int) (place >> 32), (int) (long) place, count));
        return table.rows(() -> CollectiveStats.newBuilder()
                .setRun(run)
                .setDate(date)
                .setRanksCompared(compared)
                .setWorldSize(worldSize)
                .setLeftOutEvents(leftOut)
                .setFinalMs(nowMillis));
    }
}
