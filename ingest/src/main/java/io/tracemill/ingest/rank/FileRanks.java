package io.tracemill.ingest.rank;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.flat.Attribute;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Ranks that share a file. Makes correlation ids unique in the file, marks device events whose launch cannot be told,
 * and names devices after their ranks where two ranks have a device of one name. Not thread-safe.
 */
public final class FileRanks {

    private final HostRanks ranks;
    private final List<Rank> parts;
    private final Map<DevicePlace.Key, DevicePlace> places;
    private final boolean idsAreShared;
    private final StringPool pool;
    private final Map<String, Integer> texts = new HashMap<>();
    private final Map<String, DevicePlace> byProcess = new HashMap<>();
    private final boolean devicesAreShared;

    FileRanks(
            HostRanks ranks,
            List<Rank> parts,
            Map<DevicePlace.Key, DevicePlace> places,
            boolean idsAreShared,
            StringPool pool) {
        this.ranks = ranks;
        this.parts = parts;
        this.places = places;
        this.idsAreShared = idsAreShared;
        this.pool = pool;
        Set<String> several = new HashSet<>();
        for (DevicePlace place : places.values()) {
            String process = place.key().process();
            if (byProcess.putIfAbsent(process, place) != null) {
                several.add(process);
            }
        }
        byProcess.keySet().removeAll(several);
        this.devicesAreShared = shareDevices();
    }

    /** The ranks of a file that holds only one. */
    public static FileRanks none(StringPool pool) {
        return new FileRanks(HostRanks.NONE, List.of(), Map.of(), false, pool);
    }

    private boolean shareDevices() {
        Map<String, String> owners = new HashMap<>();
        for (DevicePlace place : places.values()) {
            String device = place.key().device();
            String owner = owner(place, place.rank());
            if (!device.isEmpty() && !owner.isEmpty()) {
                String other = owners.putIfAbsent(device, owner);
                if (place.isSplitByParts() || (other != null && !other.equals(owner))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether ids collide and the rank of some device events is not known. */
    public boolean areUnsettled() {
        return idsAreShared
                && places.values().stream().anyMatch(place -> place.rank() == null && !place.isSplitByParts());
    }

    /** Names of the ranks; empty for a file of one rank. */
    public List<String> names() {
        return ranks.all().size() < 2
                ? List.of()
                : ranks.all().stream().map(Rank::name).toList();
    }

    /** A property of the devices, such as their models, also by the names that the devices of this file have. */
    public <V> Map<String, V> ofDevices(Map<String, V> property) {
        Map<String, V> all = new TreeMap<>(property);
        for (DevicePlace place : places.values()) {
            V value = property.get(place.key().device());
            if (value != null && devicesAreShared) {
                owners(place).forEach(owner -> all.put(name(owner, place.key().device()), value));
            }
        }
        return all;
    }

    private List<String> owners(DevicePlace place) {
        return place.isSplitByParts() ? parts.stream().map(Rank::name).toList() : List.of(owner(place, place.rank()));
    }

    /** Makes the correlation id of an event unique in the file, or marks a device event whose launch cannot be told. */
    public void settleId(EventFields event) {
        if (!idsAreShared || !event.has(Attribute.CORRELATION_ID)) {
            return;
        }
        long id = event.number(Attribute.CORRELATION_ID);
        switch (event.kind) {
            case KERNEL, COMMUNICATION, MEMCPY, MEMSET -> settleDeviceEvent(event, id);
            case OPERATOR, LAUNCH, RUNTIME, ANNOTATION, PYTHON, SYNC, COUNTER, INSTANT, OTHER -> {
                Rank rank = ranks.of(process(event));
                if (rank != null) {
                    event.set(Attribute.CORRELATION_ID, rank.uniqueId(id));
                } else if (!ranks.areComplete()) {
                    event.remove(Attribute.CORRELATION_ID); // it may be the id of another rank
                }
            }
        }
    }

    private void settleDeviceEvent(EventFields event, long id) {
        Rank rank = rankOf(event);
        if (rank == null) {
            List<Rank> causes = causes(event.start, id);
            boolean told = causes.size() == 1 && ranks.areComplete();
            rank = told ? causes.get(0) : null;
            if (!told && !causes.isEmpty()) {
                event.setFlag(Attribute.LAUNCH_AMBIGUOUS);
            }
        }
        if (rank != null) {
            event.set(Attribute.CORRELATION_ID, rank.uniqueId(id));
            if (rank.launchesTwice(id)) {
                event.setFlag(Attribute.LAUNCH_AMBIGUOUS);
            }
        }
    }

    /** Ranks that launch an id; if several do, only those that do so before a time, in ns. */
    private List<Rank> causes(long nanos, long id) {
        List<Rank> causes =
                ranks.all().stream().filter(rank -> rank.launches(id)).toList();
        return causes.size() <= 1
                ? causes
                : causes.stream().filter(rank -> rank.canHaveCaused(id, nanos)).toList();
    }

    /** Rank of a device event by its place; null if that does not tell. */
    private @Nullable Rank rankOf(EventFields event) {
        DevicePlace place = place(event, pool, places);
        return place == null ? null : rankOf(place, event.position);
    }

    private @Nullable Rank rankOf(DevicePlace place, long position) {
        return place.isSplitByParts() ? partAt(position, parts) : place.rank();
    }

    /** Names the devices of an event after its rank, where two ranks have a device of one name. */
    public void nameDevices(EventFields event) {
        if (places.isEmpty()) {
            return;
        }
        if (event.has(Attribute.DEVICE)) {
            DevicePlace place = placeOf(event);
            if (place != null) {
                String owner = owner(place, rankOf(place, event.position));
                setDevice(event, Attribute.DEVICE, owner, place.key().device());
            } else {
                nameHostsDevice(event, Attribute.DEVICE);
            }
        }
        if (event.has(Attribute.MEMORY_DEVICE)) {
            nameHostsDevice(event, Attribute.MEMORY_DEVICE);
        }
    }

    /** Place of an event with a device. An annotation that is mirrored onto a device may name that by its process. */
    private @Nullable DevicePlace placeOf(EventFields event) {
        DevicePlace place = place(event, pool, places);
        return place == null ? byProcess.get(process(event)) : place;
    }

    private void nameHostsDevice(EventFields event, Attribute attribute) {
        Rank rank = ranks.of(process(event));
        if (rank != null) {
            setDevice(event, attribute, rank.name(), event.text(pool, event.text(attribute)));
        }
    }

    private void setDevice(EventFields event, Attribute attribute, String owner, String device) {
        String name = devicesAreShared && !owner.isEmpty() ? name(owner, device) : device;
        event.setText(attribute, texts.computeIfAbsent(name, text -> pool.add(text.getBytes(UTF_8))));
    }

    private static String name(String owner, String device) {
        return owner + '/' + device;
    }

    /** Name that a place puts before its device: that of the rank, else its process; empty if it may be of any rank. */
    private String owner(DevicePlace place, @Nullable Rank rank) {
        if (rank != null) {
            return rank.name();
        }
        return idsAreShared ? place.key().process() : "";
    }

    private String process(EventFields event) {
        return event.text(pool, event.text(Attribute.PROCESS));
    }

    /** Rank in whose part of the file a position lies; null if the file is not in parts. */
    static @Nullable Rank partAt(long position, List<Rank> parts) {
        Rank at = null;
        for (Rank part : parts) {
            at = at == null || part.firstPosition() <= position ? part : at;
        }
        return at;
    }

    static @Nullable DevicePlace place(EventFields event, StringPool pool, Map<DevicePlace.Key, DevicePlace> places) {
        return places.get(key(event, pool));
    }

    static DevicePlace.Key key(EventFields event, StringPool pool) {
        return new DevicePlace.Key(
                event.text(pool, event.text(Attribute.PROCESS)), event.text(pool, event.text(Attribute.DEVICE)));
    }
}
