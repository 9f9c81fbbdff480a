package io.tracemill.streams.trace;

import java.util.Map;
import java.util.TreeMap;

/** Number of spans that found no room, by table. */
@SuppressWarnings("EnumOrdinal") // an array, as it is counted per event; never stored by ordinal
public final class FoldCounts {

    private static final FullTable[] TABLES = FullTable.values();

    private final long[] counts = new long[TABLES.length];

    /** Counts one span. */
    public void add(FullTable table) {
        counts[table.ordinal()]++;
    }

    /** Adds counts by table. */
    public void add(Map<String, Long> byTable) {
        for (FullTable table : TABLES) {
            counts[table.ordinal()] += byTable.getOrDefault(table.label(), 0L);
        }
    }

    /** Counts by table, without tables that had room for all. */
    public Map<String, Long> byTable() {
        Map<String, Long> byTable = new TreeMap<>();
        for (FullTable table : TABLES) {
            if (counts[table.ordinal()] > 0) {
                byTable.put(table.label(), counts[table.ordinal()]);
            }
        }
        return byTable;
    }
}
