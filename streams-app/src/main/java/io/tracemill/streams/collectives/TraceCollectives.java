package io.tracemill.streams.collectives;

import io.tracemill.schemas.CollectiveDescription;
import io.tracemill.schemas.Collectives;
import io.tracemill.schemas.RankCollective;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records of the collectives of one trace for the comparison with other ranks. How many of them there is room for
 * depends on this trace alone, so the order of the ranks makes no difference: a rank has its share of the {@value
 * RunCollectives#MAX_COLLECTIVES} of a run, and a collective of n members takes an n-th of one.
 */
public final class TraceCollectives {

    /** Most collectives of a trace. */
    public static final int MAX_COLLECTIVES = 1 << 16;

    /** Most collectives of a record, which take less than 1 MiB. */
    static final int MAX_OF_PART = 1 << 14;

    private static final int WHOLE = 1 << 20;

    private final TraceInfo trace;
    private final int rank;
    private final List<CollectiveDescription> descriptions;
    private final List<RankCollective> collectives = new ArrayList<>();
    private final Map<Place, Integer> ordinals = new HashMap<>();
    private long room;
    private long leftOut;

    /** What the collectives that are told apart by their order have in common. */
    private record Place(@Nullable String group, @Nullable String ranks, boolean numbered, long number) {}

    /**
     * Begins the records of a trace.
     *
     * @param rank its rank
     * @param descriptions what its collectives have in common; there was {@link DescriptionRoom} for them
     * @param leftOut number of collectives that the trace itself had no room for
     */
    public TraceCollectives(TraceInfo trace, int rank, List<CollectiveDescription> descriptions, long leftOut) {
        this.trace = trace;
        this.rank = rank;
        this.descriptions = descriptions;
        this.leftOut = leftOut;
        @Nullable Integer size = worldSize();
        long ranks = Math.max(rank + 1L, size == null ? 0 : Math.min(size, RunCollectives.MAX_RANKS));
        this.room = (long) RunCollectives.MAX_COLLECTIVES * WHOLE / ranks;
    }

    private @Nullable Integer worldSize() {
        @Nullable TraceHeader header = trace.getHeader();
        return header == null ? null : header.getWorldSize();
    }

    /**
     * Adds the next collective, in the order in which they ran.
     *
     * @param description index of its description, which has a group of at least two
     * @param numbered whether the number is that in its group; otherwise it is the step
     * @param bytes size of the whole of the data, negative if unknown
     */
    public void add(int description, boolean numbered, long number, long bytes, long nanos) {
        CollectiveDescription common = descriptions.get(description);
        Place place = new Place(common.getGroup(), common.getRanks(), numbered, number);
        int ordinal = ordinals.merge(place, 0, (before, none) -> before + 1);
        room -= WHOLE / common.getGroupSize();
        if (room < 0) {
            leftOut++;
        } else {
            collectives.add(
                    new RankCollective(description, numbered, number, ordinal, bytes < 0 ? null : bytes, nanos));
        }
    }

    /** The records, at least one. */
    public List<Collectives> records() {
        List<Collectives> records = new ArrayList<>();
        int parts = Math.max(1, (collectives.size() + MAX_OF_PART - 1) / MAX_OF_PART);
        for (int part = 0; part < parts; part++) {
            int end = Math.min(collectives.size(), (part + 1) * MAX_OF_PART);
            records.add(Collectives.newBuilder()
                    .setRun(trace.getRun())
                    .setDate(trace.getDate())
                    .setTraceId(trace.getTraceId())
                    .setRank(rank)
                    .setWorldSize(worldSize())
                    .setPart(part)
                    .setParts(parts)
                    .setLeftOut(part == 0 ? leftOut : 0)
                    .setDescriptions(part == 0 ? descriptions : withoutCounts())
                    .setCollectives(collectives.subList(part * MAX_OF_PART, end))
                    .build());
        }
        return records;
    }

    private List<CollectiveDescription> withoutCounts() {
        return descriptions.stream()
                .map(description -> CollectiveDescription.newBuilder(description)
                        .setUnmatched(0)
                        .build())
                .toList();
    }
}
