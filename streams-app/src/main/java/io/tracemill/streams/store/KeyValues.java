package io.tracemill.streams.store;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Key-value store that holds the state of a task, sorted by key. */
public interface KeyValues {

    /** Value of a key; null if it has none. */
    byte @Nullable [] get(String key);

    /** Sets the value of a key. */
    void put(String key, byte[] value);

    /** Deletes a key, if it exists. */
    void delete(String key);

    /** Visits every key with a prefix, and its value. The action must not change the store. */
    void forEach(String prefix, BiConsumer<String, byte[]> action);
}
