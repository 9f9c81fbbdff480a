package io.tracemill.ingest.rank;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.pack.EventCodec;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.Lane;
import io.tracemill.ingest.pack.PackedHead;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.sort.EventCursor;
import io.tracemill.ingest.sort.EventSource;
import io.tracemill.schemas.flat.Attribute;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Search for the rank of each device process: one pass over the events that notes who launches what, and one that notes
 * what each device process shows. Of the evidence, the first that decides counts:
 *
 * <ol>
 *   <li>its own process launches, or it carries the label of one rank;
 *   <li>the host events of each rank take up a part of the file of their own, and it stands in one;
 *   <li>it carries ids that only one rank launches;
 *   <li>flows lead to it from one rank;
 *   <li>all other ranks launch something only after it ran.
 * </ol>
 */
public final class RankSearch {

    private static final int MOST_PLACES = 128;
    private static final int MOST_LANES = 1 << 16;

    /** Most launches that are noted, which take at most 128 MiB. Those of a file of many gigabytes tell enough. */
    private static final int MOST_LAUNCHES = 1 << 21;

    private final FlowProcesses flows;
    private final StringPool pool;
    private final boolean operatorsLaunch;
    private final HostRanks ranks;
    private final Map<DevicePlace.Key, DevicePlace> places = new LinkedHashMap<>();
    private final Map<Lane, Long> inCallUntil = new HashMap<>();
    private final EventCodec codec = new EventCodec();
    private final EventFields event = new EventFields();
    private boolean idsAreShared;
    private int launches;

    /**
     * A search.
     *
     * @param work processes that launch, and those of devices
     * @param flows flows from launches to device events, if they were read
     * @param processNames names that the file gives its processes
     * @param pool strings of the events
     * @param operatorsLaunch whether an operator that carries a correlation id is a launch
     */
    public RankSearch(
            WorkProcesses work,
            FlowProcesses flows,
            Map<String, String> processNames,
            StringPool pool,
            boolean operatorsLaunch) {
        this.flows = flows;
        this.pool = pool;
        this.operatorsLaunch = operatorsLaunch;
        HostRanks found = new HostRanks(work.processes(), work.areAll(), processNames);
        boolean sayNothing = !work.anyLaunches() && !found.areLabelled();
        this.ranks = sayNothing ? HostRanks.NONE : found;
    }

    /** The ranks of all events. */
    public FileRanks in(EventSource events) throws IngestException {
        noteHostEvents(events.events());
        List<Rank> parts = ranks.inParts();
        noteDeviceEvents(events.events(), parts);
        places.values().forEach(place -> place.isOf(ranks.of(place.key().process())));
        List<Rank> told = isToldByParts(parts) ? parts : List.of();
        if (!told.isEmpty()) {
            unsettled().forEach(RankSearch::settleByParts);
        }
        settleByVotes();
        unsettled().forEach(DevicePlace::clearVotes);
        Map<String, List<DevicePlace>> unsettled = unsettled().stream()
                .collect(Collectors.groupingBy(place -> place.key().process()));
        flows.forEach((from, to) -> vote(from, unsettled.getOrDefault(pool.text(to), List.of())));
        settleByVotes();
        settleByTimes();
        return new FileRanks(ranks, told, places, idsAreShared, pool);
    }

    private void noteHostEvents(EventCursor cursor) throws IngestException {
        while (cursor.next()) {
            if (PackedHead.isAttachment(cursor.bytes(), cursor.offset())) {
                continue;
            }
            codec.read(cursor.bytes(), cursor.offset(), event);
            switch (event.kind) {
                case OPERATOR, LAUNCH, RUNTIME, PYTHON -> noteHostEvent();
                case ANNOTATION -> {
                    if (!event.has(Attribute.DEVICE)) {
                        noteHostEvent();
                    }
                }
                case KERNEL, COMMUNICATION, MEMCPY, MEMSET, SYNC, COUNTER, INSTANT, OTHER -> {}
            }
        }
    }

    private void noteHostEvent() {
        Rank rank = ranks.of(event.text(pool, event.text(Attribute.PROCESS)));
        if (rank == null) {
            return;
        }
        rank.standsAt(event.position);
        if (event.has(Attribute.CORRELATION_ID)) {
            long id = event.number(Attribute.CORRELATION_ID);
            if (launches == MOST_LAUNCHES) {
                return;
            }
            launches++;
            switch (event.kind) {
                case LAUNCH, RUNTIME -> noteCall(rank, id);
                case OPERATOR -> {
                    if (operatorsLaunch) {
                        rank.operates(id, event.start);
                    }
                }
                case KERNEL, COMMUNICATION, MEMCPY, MEMSET, ANNOTATION, PYTHON, SYNC, COUNTER, INSTANT, OTHER -> {}
            }
        }
    }

    private void noteCall(Rank rank, long id) {
        Lane lane = Lane.of(event, pool);
        long until = inCallUntil.getOrDefault(lane, Long.MIN_VALUE);
        rank.calls(id, event.start, event.start < until);
        idsAreShared |= rank.launchesTwice(id);
        if (inCallUntil.size() < MOST_LANES || inCallUntil.containsKey(lane)) {
            inCallUntil.put(lane, Math.max(until, event.start + Math.max(0, event.duration)));
        }
    }

    private void noteDeviceEvents(EventCursor cursor, List<Rank> parts) throws IngestException {
        while (cursor.next()) {
            byte[] bytes = cursor.bytes();
            int offset = cursor.offset();
            if (PackedHead.isDeviceEvent(bytes, offset)) {
                codec.read(bytes, offset, event);
                DevicePlace place = FileRanks.place(event, pool, places);
                if (place == null && places.size() < MOST_PLACES) {
                    DevicePlace.Key key = FileRanks.key(event, pool);
                    place = new DevicePlace(key);
                    places.put(key, place);
                }
                if (place != null) {
                    note(place, parts);
                }
            }
        }
    }

    private void note(DevicePlace place, List<Rank> parts) {
        Rank owner = FileRanks.partAt(event.position, parts);
        if (owner != null) {
            place.standsInPartOf(owner);
        }
        if (!event.has(Attribute.CORRELATION_ID)) {
            return;
        }
        long id = event.number(Attribute.CORRELATION_ID);
        List<Rank> launching =
                ranks.all().stream().filter(rank -> rank.launches(id)).toList();
        launching.forEach(rank -> place.sharesIdWith(rank, !rank.canHaveCaused(id, event.start)));
        if (launching.size() == 1) {
            place.votesFor(launching.get(0));
        }
        idsAreShared |= launching.size() > 1;
    }

    /** Whether each rank has device events in its part of the file; otherwise the parts are only those of the hosts. */
    private boolean isToldByParts(List<Rank> parts) {
        return parts.stream().allMatch(rank -> places.values().stream().anyMatch(place -> place.isInPartOf(rank)));
    }

    private static void settleByParts(DevicePlace place) {
        place.mostlyInPartOf().ifPresentOrElse(place::isOf, place::splitByParts);
    }

    private void settleByVotes() {
        unsettled().forEach(place -> place.mostlyVotedFor().ifPresent(place::isOf));
    }

    /** Counts a flow from a process to the places of another one. */
    private void vote(int from, List<DevicePlace> to) {
        Rank rank = to.isEmpty() ? null : ranks.of(pool.text(from));
        if (rank != null) {
            to.forEach(place -> place.votesFor(rank));
        }
    }

    private List<DevicePlace> unsettled() {
        return places.values().stream()
                .filter(place -> place.rank() == null && !place.isSplitByParts())
                .toList();
    }

    /** Settles a place that only one rank can own, and a rank that can own only one place, until there is none. */
    private void settleByTimes() {
        Set<Rank> owning = new HashSet<>();
        places.values().forEach(place -> owning.add(place.rank()));
        Map<Rank, Integer> choices = choices(owning);
        boolean settled = true;
        while (settled) {
            settled = false;
            for (DevicePlace place : unsettled()) {
                Rank owner = ownerOf(place, owning, choices);
                if (owner != null) {
                    place.isOf(owner);
                    owning.add(owner);
                    choices = choices(owning);
                    settled = true;
                }
            }
        }
    }

    /** The only rank that can own a place, or the only one of those that can own no other place; null for none. */
    private @Nullable Rank ownerOf(DevicePlace place, Set<Rank> owning, Map<Rank, Integer> choices) {
        List<Rank> owners =
                ranks.all().stream().filter(rank -> canOwn(rank, place, owning)).toList();
        if (owners.size() == 1) {
            return owners.get(0);
        }
        boolean enough = places.size() >= ranks.all().size();
        List<Rank> needy = owners.stream()
                .filter(rank -> enough && !owning.contains(rank) && choices.getOrDefault(rank, 0) == 1)
                .toList();
        return needy.size() == 1 ? needy.get(0) : null;
    }

    /** Number of unsettled places that each rank can own. */
    private Map<Rank, Integer> choices(Set<Rank> owning) {
        Map<Rank, Integer> choices = new HashMap<>();
        List<DevicePlace> unsettled = unsettled();
        for (Rank rank : ranks.all()) {
            int count = (int) unsettled.stream()
                    .filter(place -> canOwn(rank, place, owning))
                    .count();
            choices.put(rank, count);
        }
        return choices;
    }

    /** Whether a rank can own a place. If there are as many places as ranks, each rank owns one. */
    private boolean canOwn(Rank rank, DevicePlace place, Set<Rank> owning) {
        boolean served = places.size() == ranks.all().size() && owning.contains(rank);
        return !served && place.canBeOf(rank);
    }
}
