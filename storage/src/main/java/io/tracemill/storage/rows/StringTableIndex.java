package io.tracemill.storage.rows;

import org.jspecify.annotations.Nullable;

/** A check of indexes into a batch's string table. In a corrupt batch they may point outside of it. */
final class StringTableIndex {

    private StringTableIndex() {}

    static void check(String field, @Nullable Integer index, int strings) {
        if (index != null && (index < 0 || index >= strings)) {
            throw new IllegalArgumentException(
                    field + " must be an index into " + strings + " strings but was " + index);
        }
    }
}
