package io.tracemill.streams.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Trace-wide ids of strings, from 0 in order of first occurrence. Strings that find no room share one id. */
public final class SymbolTable {

    /** Symbol of all strings beyond the limit. */
    public static final String OTHER = "(other)";

    private final int limit;
    private final long maxCharacters;
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> symbols = new ArrayList<>();
    private long characters;

    /**
     * Creates an empty table.
     *
     * @param limit most strings that get an id of their own
     * @param maxCharacters most characters of all these strings together
     */
    public SymbolTable(int limit, long maxCharacters) {
        this.limit = limit;
        this.maxCharacters = maxCharacters;
    }

    /** Id of a string. A new string gets a new id if there is room, or else {@link #overflowId}. */
    public int id(String symbol) {
        Integer known = ids.get(symbol);
        if (known != null) {
            return known;
        }
        if (symbols.size() >= limit || characters + symbol.length() > maxCharacters) {
            return limit;
        }
        characters += symbol.length();
        ids.put(symbol, symbols.size());
        symbols.add(symbol);
        return symbols.size() - 1;
    }

    /** Id of all strings that found no room. */
    public int overflowId() {
        return limit;
    }

    /** String with an id. */
    public String symbol(int id) {
        return id < symbols.size() ? symbols.get(id) : OTHER;
    }

    /** Number of ids assigned so far. */
    public int size() {
        return symbols.size();
    }

    /** Symbols with this id or a higher one, by id. */
    public List<String> from(int id) {
        return List.copyOf(symbols.subList(id, symbols.size()));
    }
}
