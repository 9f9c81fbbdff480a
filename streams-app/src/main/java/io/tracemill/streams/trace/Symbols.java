package io.tracemill.streams.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Trace-wide ids of one trace. They are assigned when a span first needs them, so they follow the order of the events
 * and do not depend on how the trace is cut into batches.
 *
 * @param names names of operators, annotations and device events, up to the configured limit
 * @param devices devices; id 0 is no device
 * @param places processes, threads, streams and groups of processes, spelled as in the file; id 0 is none
 * @param folds number of spans that found no room in a table
 */
public record Symbols(SymbolTable names, SymbolTable devices, SymbolTable places, FoldCounts folds) {

    /** Id of an absent device or place. */
    public static final int NONE = 0;

    /** Most devices with an id of their own. */
    public static final int MAX_DEVICES = 1 << 10;

    private static final int MAX_PLACES = 1 << 14;
    private static final long MAX_NAME_CHARACTERS = 16 << 20;
    private static final long MAX_PLACE_CHARACTERS = 1 << 20;

    /**
     * Creates the tables of a new trace.
     *
     * @param maxNames most names that get an id of their own
     */
    public static Symbols withNames(int maxNames) {
        SymbolTable devices = new SymbolTable(MAX_DEVICES, MAX_PLACE_CHARACTERS);
        SymbolTable places = new SymbolTable(MAX_PLACES, MAX_PLACE_CHARACTERS);
        devices.id("");
        places.id("");
        return new Symbols(new SymbolTable(maxNames, MAX_NAME_CHARACTERS), devices, places, new FoldCounts());
    }

    /** Restores the ids of a partial's symbols. */
    public void restore(List<String> moreNames, List<String> moreDevices, List<String> morePlaces) {
        moreNames.forEach(names::id);
        moreDevices.forEach(devices::id);
        morePlaces.forEach(places::id);
    }

    /** Id of a name. */
    public int name(Text name) {
        if (name.name == Text.UNKNOWN) {
            name.name = names.id(name.toString());
        }
        return name.name;
    }

    /** Id of a device; {@link #NONE} for null. */
    public int device(@Nullable Text device) {
        if (device == null) {
            return NONE;
        }
        if (device.device == Text.UNKNOWN) {
            device.device = devices.id(device.toString());
        }
        return device.device;
    }

    /** Id of a process, thread, stream or group of processes; {@link #NONE} for null. */
    public int place(@Nullable Text place) {
        if (place == null) {
            return NONE;
        }
        if (place.place == Text.UNKNOWN) {
            place.place = places.id(place.toString());
        }
        return place.place;
    }
}
