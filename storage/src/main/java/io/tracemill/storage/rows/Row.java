package io.tracemill.storage.rows;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row as read back from an archive.
 *
 * @param partition the directory it was found in
 * @param values its values by column; a column that the file lacks is absent, as null is
 */
public record Row(HivePartition partition, Map<String, Object> values) {

    /** The value of a column, null where the row has none. */
    public @Nullable Object get(String column) {
        return values.get(column);
    }
}
