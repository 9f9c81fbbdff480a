package io.tracemill.streams.collectives;

import io.tracemill.schemas.CollectiveDescription;
import io.tracemill.schemas.Collectives;
import io.tracemill.schemas.RankCollective;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builder of the record of a rank's collectives, all in one part. */
public final class RankCollectives {

    private final List<CollectiveDescription> descriptions = new ArrayList<>();
    private final List<RankCollective> collectives = new ArrayList<>();
    private final Collectives.Builder record;

    private RankCollectives(int rank, @Nullable Integer worldSize) {
        record = Collectives.newBuilder()
                .setRun("run")
                .setDate("2026-03-01")
                .setTraceId("trace-" + rank)
                .setRank(rank)
                .setWorldSize(worldSize);
    }

    public static RankCollectives of(int rank, @Nullable Integer worldSize) {
        return new RankCollectives(rank, worldSize);
    }

    /** End of a run of so many ranks. */
    public static Collectives end(int ranks) {
        return Collectives.newBuilder()
                .setRun("run")
                .setDate("2026-03-01")
                .setExpectedRanks(ranks)
                .build();
    }

    /** The collectives that follow are of this name, group and number of processes. */
    public RankCollectives in(String name, String group, long size) {
        descriptions.add(CollectiveDescription.newBuilder()
                .setName(name)
                .setGroup(group)
                .setGroupSize(size)
                .setDtype("Float")
                .setUnmatched(0)
                .build());
        return this;
    }

    /** Counts collectives that cannot be compared. */
    public RankCollectives unmatched(long count) {
        descriptions.get(descriptions.size() - 1).setUnmatched(count);
        return this;
    }

    /** Adds a collective with a number in its group. */
    public RankCollectives numbered(long number, @Nullable Long bytes, long nanos) {
        collectives.add(new RankCollective(descriptions.size() - 1, true, number, 0, bytes, nanos));
        return this;
    }

    /** Adds a collective by its place in a step. */
    public RankCollectives inStep(int step, int ordinal, @Nullable Long bytes, long nanos) {
        collectives.add(new RankCollective(descriptions.size() - 1, false, (long) step, ordinal, bytes, nanos));
        return this;
    }

    public Collectives record() {
        return record.setDescriptions(descriptions).setCollectives(collectives).build();
    }
}
