package io.tracemill.streams.collectives;

import io.tracemill.schemas.CollectiveDescription;
import io.tracemill.schemas.Collectives;
import io.tracemill.schemas.RankCollective;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Check of the record of a rank's collectives, which any program could have written. What passes can be compared. */
public final class CollectivesCheck {

    private static final long LONGEST_NANOS = 1L << 55;
    private static final int LONGEST_RUN = 1_024;
    private static final int MAX_PARTS = TraceCollectives.MAX_COLLECTIVES / TraceCollectives.MAX_OF_PART;

    private CollectivesCheck() {}

    /** What is wrong with a record, in one sentence; empty if nothing is. */
    public static Optional<String> faultOf(Collectives record) {
        @Nullable Integer rank = record.getRank();
        if (rank == null || rank < 0 || rank >= RunCollectives.MAX_RANKS) {
            return Optional.of("rank must be 0 to " + (RunCollectives.MAX_RANKS - 1) + " but was " + rank);
        }
        if (record.getRun().length() > LONGEST_RUN) {
            return Optional.of("the name of its run has " + record.getRun().length() + " characters");
        }
        if (record.getParts() < 1
                || record.getParts() > MAX_PARTS
                || record.getPart() < 0
                || record.getPart() >= record.getParts()) {
            return Optional.of("it is part " + record.getPart() + " of " + record.getParts());
        }
        if (record.getLeftOut() < 0 || record.getTraceId() == null) {
            return Optional.of("it has no trace, or left out " + record.getLeftOut());
        }
        return faultOfDescriptions(record).or(() -> faultOfCollectives(record));
    }

    private static Optional<String> faultOfDescriptions(Collectives record) {
        DescriptionRoom room = new DescriptionRoom();
        if (!record.getDescriptions().stream().allMatch(room::take)) {
            return Optional.of("its " + record.getDescriptions().size()
                    + " descriptions are more than the room for those of a trace");
        }
        return record.getDescriptions().stream().anyMatch(of -> of.getUnmatched() < 0)
                ? Optional.of("a description has fewer than no collectives")
                : Optional.empty();
    }

    private static Optional<String> faultOfCollectives(Collectives record) {
        if (record.getCollectives().size() > TraceCollectives.MAX_OF_PART) {
            return Optional.of("it has " + record.getCollectives().size() + " collectives");
        }
        for (RankCollective collective : record.getCollectives()) {
            int index = collective.getDescription();
            if (index < 0 || index >= record.getDescriptions().size()) {
                return Optional.of("a collective has description " + index + " of "
                        + record.getDescriptions().size());
            }
            if (!isComparable(record.getDescriptions().get(index))) {
                return Optional.of("a collective has no group, or one of fewer than two");
            }
            Long bytes = collective.getBytes();
            if (collective.getDurationNs() < 0
                    || collective.getDurationNs() > LONGEST_NANOS
                    || collective.getOrdinal() < 0
                    || (bytes != null && bytes < 0)) {
                return Optional.of("a number of a collective is below zero, or it is longer than a year");
            }
        }
        return Optional.empty();
    }

    /** Whether the collectives of a description can be compared with those of other ranks. */
    public static boolean isComparable(CollectiveDescription description) {
        Long size = description.getGroupSize();
        return description.getGroup() != null && size != null && size > 1 && size <= RunCollectives.MAX_RANKS;
    }
}
