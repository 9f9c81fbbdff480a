package io.tracemill.ingest.rank;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Device events of one device and process, and what they tell of the rank they are of. */
final class DevicePlace {

    private final Key key;
    private final Map<Rank, Evidence> evidence = new HashMap<>();
    private @Nullable Rank rank;
    private boolean splitByParts;

    /**
     * Identity of a place.
     *
     * @param process process of its events
     * @param device device of its events, empty for none
     */
    record Key(String process, String device) {}

    /** What speaks for and against one rank. */
    private static final class Evidence {
        private long inPart;
        private long votes;
        private boolean sharesIds;
        private boolean launchesLater;
    }

    DevicePlace(Key key) {
        this.key = key;
    }

    Key key() {
        return key;
    }

    private Evidence of(Rank candidate) {
        return evidence.computeIfAbsent(candidate, added -> new Evidence());
    }

    /** Counts an event that stands in the part of the file that a rank takes up. */
    void standsInPartOf(Rank owner) {
        of(owner).inPart++;
    }

    /** Whether any of its events stands in the part of the file that a rank takes up. */
    boolean isInPartOf(Rank owner) {
        return of(owner).inPart > 0;
    }

    /** Counts an event that only one rank can have launched. */
    void votesFor(Rank launcher) {
        of(launcher).votes++;
    }

    /** Forgets all votes, because others count alone. */
    void clearVotes() {
        evidence.values().forEach(each -> each.votes = 0);
    }

    /** Notes that a rank launches the id of an event, and whether it does so only after the event began. */
    void sharesIdWith(Rank launcher, boolean later) {
        Evidence known = of(launcher);
        known.sharesIds = true;
        known.launchesLater |= later;
    }

    /** Whether all its events can be of a rank as far as times tell. */
    boolean canBeOf(Rank candidate) {
        Evidence known = of(candidate);
        return rank == null ? known.sharesIds && !known.launchesLater : rank == candidate;
    }

    /** Rank of all its events; null if that is not known. */
    @Nullable
    Rank rank() {
        return rank;
    }

    void isOf(@Nullable Rank owner) {
        rank = owner;
    }

    /** Whether its events are of several ranks, each of that in whose part of the file it stands. */
    boolean isSplitByParts() {
        return splitByParts;
    }

    void splitByParts() {
        splitByParts = true;
    }

    /** Rank in whose part of the file more than nine tenths of the events stand. */
    Optional<Rank> mostlyInPartOf() {
        return majority(each -> each.inPart);
    }

    /** Rank that more than nine tenths of the votes are for. */
    Optional<Rank> mostlyVotedFor() {
        return majority(each -> each.votes);
    }

    private Optional<Rank> majority(ToLongFunction<Evidence> count) {
        long sum = evidence.values().stream().mapToLong(count).sum();
        return evidence.entrySet().stream()
                .filter(entry -> 10 * count.applyAsLong(entry.getValue()) > 9 * sum)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
