package io.tracemill.cli.service;

import java.util.Iterator;
import java.util.LinkedHashSet;

/** The ids that were added last, up to a number of bytes; those that were added first are forgotten. */
final class RecentIds {

    /** What an id takes beside its characters: its objects, its entry, and its place in the table. */
    private static final int ENTRY_BYTES = 112;

    private final long mostBytes;
    private final LinkedHashSet<String> ids = new LinkedHashSet<>();
    private long bytes;

    RecentIds(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    boolean contains(String id) {
        return ids.contains(id);
    }

    void add(String id) {
        if (ids.add(id)) {
            bytes += bytes(id);
            Iterator<String> oldest = ids.iterator();
            while (bytes > mostBytes) {
                bytes -= bytes(oldest.next());
                oldest.remove();
            }
        }
    }

    void remove(String id) {
        if (ids.remove(id)) {
            bytes -= bytes(id);
        }
    }

    private static long bytes(String id) {
        return ENTRY_BYTES + 2L * id.length();
    }
}
