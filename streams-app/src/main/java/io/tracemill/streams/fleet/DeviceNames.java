package io.tracemill.streams.fleet;

import io.tracemill.schemas.WindowDevice;
import io.tracemill.streams.state.NodeDeviceState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
            if (same && known.getDevice().indexOf('/') < 0) {
                names.add(known.getDevice());
            }
        }
        return names;
    }

    List<NodeDeviceState> state() {
        return new ArrayList<>(byDevice.values());
    }
}
