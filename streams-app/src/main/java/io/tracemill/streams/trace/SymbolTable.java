package io.tracemill.streams.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Trace-wide ids of strings, from 0 in order of first sight; past a limit all others share one id. */
public final class SymbolTable {

    /** Symbol of everything past the limit. */
    public static final String OTHER = "(other)";

    private final int limit;
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> symbols = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param limit symbols that get an id of their own
     */
    public SymbolTable(int limit) {
        this.limit = limit;
    }

    /** The id of a string: a new one if it is new and there is room, else {@link #overflowId}. */
    public int id(String symbol) {
        Integer known = ids.get(symbol);
        if (known != null) {
            return known;
        }
        if (symbols.size() >= limit) {
            return limit;
        }
        ids.put(symbol, symbols.size());
        symbols.add(symbol);
        return symbols.size() - 1;
    }

    /** Id of everything past the limit. */
    public int overflowId() {
        return limit;
    }

    /** The string of an id. */
    public String symbol(int id) {
        return id < symbols.size() ? symbols.get(id) : OTHER;
    }

    /** Ids given so far. */
    public int size() {
        return symbols.size();
    }

    /** The symbols from an id on, in order. */
    public List<String> from(int id) {
        return List.copyOf(symbols.subList(id, symbols.size()));
    }
}
