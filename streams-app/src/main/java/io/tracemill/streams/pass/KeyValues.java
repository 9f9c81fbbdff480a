package io.tracemill.streams.pass;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Where a {@link PassStore} keeps its state: values under keys, sorted by key. */
public interface KeyValues {

    /** The value of a key; null if there is none. */
    byte @Nullable [] get(String key);

    /** Puts a value in the place of the one before. */
    void put(String key, byte[] value);

    /** Deletes a key, if it is there. */
    void delete(String key);

    /** All keys that begin with a prefix, with their values; nothing may be put or deleted meanwhile. */
    void forEach(String prefix, BiConsumer<String, byte[]> action);
}
