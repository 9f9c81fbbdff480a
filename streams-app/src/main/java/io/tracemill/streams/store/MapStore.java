package io.tracemill.streams.store;

import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Key-value store in the heap, where nothing need outlive the process. */
public record MapStore(TreeMap<String, byte[]> map) implements KeyValues {

    /** An empty store. */
    public MapStore() {
        this(new TreeMap<>());
    }

    @Override
    public byte @Nullable [] get(String key) {
        return map.get(key);
    }

    @Override
    public void put(String key, byte[] value) {
        map.put(key, value);
    }

    @Override
    public void delete(String key) {
        map.remove(key);
    }

    @Override
    public void forEach(String prefix, BiConsumer<String, byte[]> action) {
        map.tailMap(prefix, true).forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                action.accept(key, value);
            }
        });
    }
}
