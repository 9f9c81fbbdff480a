package io.tracemill.streams.slowrank;

import io.tracemill.schemas.SlowRankKind;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that makes a run slower than it need be.
 *
 * @param kind what it is
 * @param ranks numbers of the ranks that are slow, ascending; empty where no rank is to blame
 * @param place what it is about, other than ranks
 * @param costPermille share of the run's step time that would be saved without it, in pm
 * @param hits steps in which it was seen
 * @param passing whether it was seen in too few steps to be lasting
 */
public record Finding(
        SlowRankKind kind, List<Integer> ranks, Place place, long costPermille, long hits, boolean passing) {

    /** The most expensive first. */
    static final Comparator<Finding> BY_COST = Comparator.comparingLong(Finding::costPermille)
            .reversed()
            .thenComparing(finding -> finding.kind().name());

    /** Cost from which a finding is worth attention, in pm. */
    private static final int MAJOR_PM = 15;

    /**
     * What a finding is about, other than ranks.
     *
     * @param host host that is slow
     * @param part kind of slowness of the host's ranks
     * @param collective kind of collective whose groups are slow
     * @param groups groups that are slow, the slowest first
     * @param stage number of the pipeline stage with more computing than the others; null if numbers are not known
     * @param stageRanks ranks of the stage
     */
    public record Place(
            @Nullable String host,
            @Nullable SlowRankKind part,
            @Nullable String collective,
            List<String> groups,
            @Nullable Integer stage,
            List<Integer> stageRanks) {

        /** Nothing but ranks. */
        static final Place NONE = new Place(null, null, null, List.of(), null, List.of());

        static Place host(String host, SlowRankKind part) {
            return new Place(host, part, null, List.of(), null, List.of());
        }

        static Place groups(String collective, List<String> groups) {
            return new Place(null, null, collective, groups, null, List.of());
        }

        static Place stage(@Nullable Integer stage, List<Integer> ranks) {
            return new Place(null, null, null, List.of(), stage, ranks);
        }
    }

    /** No finding. */
    public static Finding nothing() {
        return lasting(SlowRankKind.NONE, List.of(), Place.NONE, 0, 0);
    }

    static Finding lasting(SlowRankKind kind, List<Integer> ranks, Place place, long costPermille, long hits) {
        return new Finding(kind, ranks, place, costPermille, hits, false);
    }

    static Finding passing(SlowRankKind kind, int rank, long costPermille, long hits) {
        return new Finding(kind, List.of(rank), Place.NONE, costPermille, hits, true);
    }

    /** Whether it costs too little to be worth attention. Random stalls are always worth it. */
    public boolean isMinor() {
        return costPermille < MAJOR_PM && kind != SlowRankKind.VARYING_HOST && kind != SlowRankKind.NONE;
    }
}
