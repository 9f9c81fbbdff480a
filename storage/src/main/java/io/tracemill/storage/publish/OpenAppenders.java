package io.tracemill.storage.publish;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The appenders that have an open file, the one that has waited longest for a record first, and the memory that they
 * take.
 */
final class OpenAppenders {

    private final Map<DirectoryAppender, Long> held = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** Notes that the open file of an appender just got a record. */
    void touched(DirectoryAppender appender) {
        OpenFile<?, ?> file = appender.open();
        if (file != null) {
            long now = file.bufferedBytes();
            Long before = held.put(appender, now);
            bytes += before == null ? now : now - before;
        }
    }

    /** Notes that an appender has no open file any more. */
    void closed(DirectoryAppender appender) {
        Long before = held.remove(appender);
        bytes -= before == null ? 0 : before;
    }

    /** All appenders, in order. */
    Collection<DirectoryAppender> all() {
        return Collections.unmodifiableSet(held.keySet());
    }

    int size() {
        return held.size();
    }

    /** Memory of all open files, in bytes. */
    long bytes() {
        return bytes;
    }

    /** The appender that has waited longest for a record; null if there is none. */
    @Nullable
    DirectoryAppender idlest() {
        return held.isEmpty() ? null : held.keySet().iterator().next();
    }

    /** The appender that takes the most memory; null if there is none. */
    @Nullable
    DirectoryAppender largest() {
        Map.Entry<DirectoryAppender, Long> largest = null;
        for (Map.Entry<DirectoryAppender, Long> entry : held.entrySet()) {
            if (largest == null || entry.getValue() > largest.getValue()) {
                largest = entry;
            }
        }
        return largest == null ? null : largest.getKey();
    }
}
