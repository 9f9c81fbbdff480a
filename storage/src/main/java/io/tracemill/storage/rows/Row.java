package io.tracemill.storage.rows;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row read back from an archive.
 *
 * @param partition the directory that it was found in
 * @param values its values by column; a null value is absent, as are the values of a column that the file lacks
 */
public record Row(HivePartition partition, Map<String, Object> values) {

    /** The row with its columns named as this version does. */
    public Row named(Map<String, String> renamed) {
        if (Collections.disjoint(values.keySet(), renamed.keySet())) {
            return this;
        }
        Map<String, Object> named = new HashMap<>(values);
        renamed.forEach((older, name) -> {
            Object value = named.remove(older);
            if (value != null) {
                named.put(name, value);
            }
        });
        return new Row(partition, named);
    }

    /** The value of a column; null if the row has none. */
    public @Nullable Object get(String column) {
        return values.get(column);
    }
}
