package io.tracemill.streams.fleet;

import io.tracemill.schemas.WindowDevice;
import io.tracemill.streams.state.NodeDeviceState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names that sources have for the devices of a node. A trace's device is found by its UUID, else by its index on
 * the node. Sources may have different names for one device.
 */
final class DeviceNames {

    /** Most names of a node; a device of a node with more is found by its own name only. */
    private static final int MOST = 4_096;

    private final Map<String, NodeDeviceState> byDevice = new LinkedHashMap<>();

    DeviceNames() {}

    DeviceNames(List<NodeDeviceState> kept) {
        kept.forEach(device -> byDevice.put(device.getDevice(), device));
    }

    /** Notes the names of a device; returns whether they are new. */
    boolean add(String device, @Nullable Integer index, @Nullable String uuid, @Nullable String pci) {
        NodeDeviceState names = new NodeDeviceState(device, index, uuid, pci);
        if (names.equals(byDevice.get(device)) || (byDevice.size() >= MOST && !byDevice.containsKey(device))) {
            return false;
        }
        byDevice.put(device, names);
        return true;
    }

    /**
     * The names that sources have for a device of a trace; empty if none is sure to be it. A part of a device, such as
     * {@code GPU-1/3}, is another device.
     */
    Set<String> of(WindowDevice device) {
        @Nullable String uuid = device.getUuid();
        Set<String> names = new TreeSet<>();
        for (NodeDeviceState known : byDevice.values()) {
            boolean bothHaveOne = uuid != null && known.getUuid() != null;
            boolean same = bothHaveOne
                    ? uuid.equalsIgnoreCase(known.getUuid())
                    : device.getIndex() != null && device.getIndex().equals(known.getIndex());
            if (same && !isPart(known.getDevice())) {
                names.add(known.getDevice());
            }
        }
        return names;
    }

    /**
     * The devices that have some names, by their identities: UUID, else address on the PCI bus, else index on the node,
     * else the name that a source has.
     */
    Map<String, Set<String>> byIdentity(Set<String> names) {
        Map<String, Set<String>> devices = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        names.forEach(name ->
                devices.computeIfAbsent(identity(name), any -> new TreeSet<>()).add(name));
        return devices;
    }

    private String identity(String name) {
        @Nullable NodeDeviceState known = byDevice.get(name);
        if (known == null || isPart(name)) {
            return name;
        }
        if (known.getUuid() == null && known.getIndex() != null) {
            for (NodeDeviceState other : byDevice.values()) {
                if (other.getUuid() != null
                        && known.getIndex().equals(other.getIndex())
                        && !isPart(other.getDevice())) {
                    return other.getUuid();
                }
            }
        }
        return Stream.of(known.getUuid(), known.getPci(), known.getIndex())
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .findFirst()
                .orElse(name);
    }

    private static boolean isPart(String name) {
        return name.indexOf('/') >= 0;
    }

    List<NodeDeviceState> state() {
        return new ArrayList<>(byDevice.values());
    }
}
