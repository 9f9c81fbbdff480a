package io.tracemill.streams.trace;

import java.util.List;

/**
 * All trace-wide ids of one trace.
 *
 * @param names names of operators, annotations and device events, at most as many as configured
 * @param devices devices; id 0 is no device
 * @param places processes, threads and streams as the file writes them; id 0 is none
 */
public record Symbols(SymbolTable names, SymbolTable devices, SymbolTable places) {

    /** Id of an absent device or place. */
    public static final int NONE = 0;

    private static final int MAX_PLACES = 1 << 20;

    /** The empty tables of a new trace. */
    public static Symbols withNames(int maxNames) {
        SymbolTable devices = new SymbolTable(MAX_PLACES);
        SymbolTable places = new SymbolTable(MAX_PLACES);
        devices.id("");
        places.id("");
        return new Symbols(new SymbolTable(maxNames), devices, places);
    }

    /** Gives the symbols of a partial their ids again. */
    public void restore(List<String> moreNames, List<String> moreDevices, List<String> morePlaces) {
        moreNames.forEach(names::id);
        moreDevices.forEach(devices::id);
        morePlaces.forEach(places::id);
    }
}
