package io.tracemill.storage.publish;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The appenders that have an open file, the one that waits longest for a record first, and the memory they take. */
final class OpenAppenders {

    private final Map<DirectoryAppender, Long> held = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** Takes note of an appender whose open file just got a record. */
    void touched(DirectoryAppender appender) {
        OpenFile<?, ?> file = appender.open();
        if (file != null) {
            long now = file.bufferedBytes();
            Long before = held.put(appender, now);
            bytes += before == null ? now : now - before;
        }
    }

    /** Takes note of an appender that has no open file any more. */
    void closed(DirectoryAppender appender) {
        Long before = held.remove(appender);
        bytes -= before == null ? 0 : before;
    }

    /** All of them, in order. */
    Collection<DirectoryAppender> all() {
        return Collections.unmodifiableSet(held.keySet());
    }

    int size() {
        return held.size();
    }

    /** Bytes of memory that all open files take. */
    long bytes() {
        return bytes;
    }

    /** The one that waits longest for a record, null if there is none. */
    @Nullable
    DirectoryAppender idlest() {
        return held.isEmpty() ? null : held.keySet().iterator().next();
    }

    /** The one that takes most memory, null if there is none. */
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
