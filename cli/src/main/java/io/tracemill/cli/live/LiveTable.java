package io.tracemill.cli.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one kind by their keys, as JSON, as many as there is room for: the row that was written longest ago makes
 * room. It notes which rows have changed since that was last asked.
 */
final class LiveTable {

    /** What a row takes beside its text. */
    private static final int ROW_BYTES = 200;

    private final int mostRows;
    private final long mostBytes;
    private final Map<String, String> rows = new LinkedHashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private long bytes;
    private long dropped;

    LiveTable(int mostRows, long mostBytes) {
        this.mostRows = mostRows;
        this.mostBytes = mostBytes;
    }

    /** Writes a row, which is the newest then. */
    void put(String key, String json) {
        @Nullable String before = rows.remove(key);
        if (before != null) {
            bytes -= bytes(key, before);
        }
        rows.put(key, json);
        bytes += bytes(key, json);
        if (!json.equals(before)) {
            changed.add(key);
        }
        Iterator<Map.Entry<String, String>> oldest = rows.entrySet().iterator();
        while (rows.size() > mostRows || bytes > mostBytes) {
            Map.Entry<String, String> row = oldest.next();
            bytes -= bytes(row.getKey(), row.getValue());
            changed.add(row.getKey());
            oldest.remove();
            dropped++;
        }
    }

    /** Removes a row, if it is there. */
    void remove(String key) {
        @Nullable String before = rows.remove(key);
        if (before != null) {
            bytes -= bytes(key, before);
            changed.add(key);
        }
    }

    private static long bytes(String key, String json) {
        return (long) ROW_BYTES + key.length() + json.getBytes(UTF_8).length;
    }

    /** Whether a row has changed since that was last asked. */
    boolean hasChanged() {
        return !changed.isEmpty();
    }

    /** Writes the rows that have changed, by their keys; null is one that is gone. None has changed then. */
    void writeChanges(JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (String key : changed) {
            json.writeFieldName(key);
            @Nullable String row = rows.get(key);
            if (row == null) {
                json.writeNull();
            } else {
                json.writeRawValue(row);
            }
        }
        json.writeEndObject();
        changed.clear();
    }

    /** Writes all rows, by their keys. */
    void writeAll(JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, String> row : rows.entrySet()) {
            json.writeFieldName(row.getKey());
            json.writeRawValue(row.getValue());
        }
        json.writeEndObject();
    }

    /** Number of rows. */
    int size() {
        return rows.size();
    }

    /** Rows that made room for others. */
    long dropped() {
        return dropped;
    }
}
