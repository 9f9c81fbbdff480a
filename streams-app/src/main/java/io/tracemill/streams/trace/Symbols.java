package io.tracemill.streams.trace;

import io.tracemill.streams.state.PassPartial;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Trace-wide ids of one trace. They are assigned when a span first needs them, so they follow the order of the events
 * and do not depend on how the trace is cut into batches.
 *
 * @param names names of operators, annotations and device events, up to the configured limit
 * @param devices devices; id 0 is no device
 * @param places processes, threads, streams and groups of processes, spelled as in the file; id 0 is none
 * @param frames names of what threads of the host do, without addresses, and of modules
 * @param modules paths of modules
 * @param forwards modules of the forward pass
 * @param shapes operators with inputs of one shape
 * @param folds number of spans that found no room in a table
 */
public record Symbols(
        SymbolTable names,
        SymbolTable devices,
        SymbolTable places,
        SymbolTable frames,
        ModulePaths modules,
        ForwardModules forwards,
        Shapes shapes,
        FoldCounts folds) {

    /** Id of an absent device or place. */
    public static final int NONE = 0;

    /** Most devices with an id of their own. */
    public static final int MAX_DEVICES = 1 << 10;

    private static final int MAX_PLACES = 1 << 14;
    private static final long MAX_NAME_CHARACTERS = 16 << 20;
    private static final long MAX_PLACE_CHARACTERS = 1 << 20;
    private static final int MAX_FRAMES = 20_000;
    private static final long MAX_FRAME_CHARACTERS = 4 << 20;

    /** Address of an object in the name of a Python frame, which differs from call to call. */
    private static final Pattern ADDRESS = Pattern.compile(" at 0x[0-9a-f]+");

    /** What stands between the kind of a module's frame and the name of the module. */
    private static final String BEFORE_MODULE = ": ";

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
        return new Symbols(
                new SymbolTable(maxNames, MAX_NAME_CHARACTERS),
                devices,
                places,
                new SymbolTable(MAX_FRAMES, MAX_FRAME_CHARACTERS),
                new ModulePaths(),
                new ForwardModules(),
                new Shapes(maxNames),
                new FoldCounts());
    }

    /** Restores the ids of a partial's symbols. */
    public void restore(PassPartial partial) {
        partial.getNames().forEach(names::id);
        partial.getDevices().forEach(devices::id);
        partial.getPlaces().forEach(places::id);
        partial.getFrames().forEach(frames::id);
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

    /** Id of the name of a host event, without addresses. */
    public int frame(Text name) {
        if (name.frame == Text.UNKNOWN) {
            name.frame = frames.id(ADDRESS.matcher(name.toString()).replaceAll(""));
        }
        return name.frame;
    }

    /** Id of the module in the name of its frame: what stands behind the first colon. */
    public int module(Text name) {
        if (name.module == Text.UNKNOWN) {
            String text = name.toString();
            int before = text.indexOf(BEFORE_MODULE);
            name.module = frames.id(before < 0 ? text : text.substring(before + BEFORE_MODULE.length()));
        }
        return name.module;
    }
}
