package io.tracemill.streams.collectives;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.RankCollective;
import io.tracemill.streams.state.CollectiveChunkState;
import io.tracemill.streams.state.CollectiveState;
import io.tracemill.streams.trace.Saturating;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Some collectives of one group: those of {@value #NUMBERS} numbers, or of one step. What each of them keeps of its
 * members does not depend on their order.
 */
final class CollectiveChunk {

    private static final int NUMBERS = 1 << 9;
    private static final int UNKNOWN = -1;

    private static final AvroSerde<CollectiveChunkState> SERDE = AvroSerde.of(CollectiveChunkState.class);

    private final TreeMap<Key, CollectiveState> collectives = new TreeMap<>();

    /** Number and ordinal of a collective. */
    private record Key(long number, int ordinal) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byNumber = Long.compare(number, other.number);
            return byNumber == 0 ? Integer.compare(ordinal, other.ordinal) : byNumber;
        }
    }

    /** Name of the chunk of a collective of a group; it begins with the id of the group. */
    static String name(int group, RankCollective collective) {
        return collective.getNumbered()
                ? group + "/number/" + Math.floorDiv(collective.getNumber(), NUMBERS)
                : group + "/step/" + collective.getNumber();
    }

    /** Id of the group in the name of a chunk. */
    static int group(String name) {
        return Integer.parseInt(name.substring(0, name.indexOf('/')));
    }

    /** Reads a chunk; null is an empty one. */
    static CollectiveChunk of(byte @Nullable [] state) {
        CollectiveChunk chunk = new CollectiveChunk();
        if (state != null) {
            SERDE.decode(state)
                    .getCollectives()
                    .forEach(collective -> chunk.collectives.put(
                            new Key(collective.getNumber(), collective.getOrdinal()), collective));
        }
        return chunk;
    }

    byte[] state() {
        return SERDE.encode(new CollectiveChunkState(collectives()));
    }

    List<CollectiveState> collectives() {
        return new ArrayList<>(collectives.values());
    }

    int size() {
        return collectives.size();
    }

    /**
     * Adds what a member says of a collective. Returns false, and does nothing, if that is a new one and there is no
     * room.
     *
     * @param operation id of its name and type
     * @param operations order of the ids, of which the lowest stands for several
     */
    boolean add(RankCollective of, int rank, int operation, Operations operations, boolean room) {
        Key key = new Key(of.getNumber(), of.getOrdinal());
        CollectiveState known = collectives.get(key);
        long bytes = of.getBytes() == null ? UNKNOWN : of.getBytes();
        long nanos = of.getDurationNs();
        if (known == null) {
            if (room) {
                collectives.put(
                        key,
                        new CollectiveState(
                                key.number, key.ordinal, operation, false, 1, nanos, nanos, rank, nanos, bytes, bytes));
            }
            return room;
        }
        if (known.getOperation() != operation) {
            known.setMixed(true);
            known.setOperation(operations.lower(known.getOperation(), operation));
        }
        known.setMembers(known.getMembers() + 1);
        known.setSumNs(Saturating.sum(known.getSumNs(), nanos));
        known.setMaxNs(Math.max(known.getMaxNs(), nanos));
        if (nanos < known.getMinNs() || (nanos == known.getMinNs() && rank < known.getMinRank())) {
            known.setMinNs(nanos);
            known.setMinRank(rank);
        }
        known.setMaxBytes(Math.max(known.getMaxBytes(), bytes));
        if (bytes >= 0) {
            known.setMinBytes(known.getMinBytes() < 0 ? bytes : Math.min(known.getMinBytes(), bytes));
        }
        return true;
    }
}
