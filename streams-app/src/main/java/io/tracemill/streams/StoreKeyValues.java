package io.tracemill.streams;

import io.tracemill.streams.store.KeyValues;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** State store of Kafka Streams that holds the state of passes. */
record StoreKeyValues(KeyValueStore<String, byte[]> store) implements KeyValues {

    @Override
    public byte @Nullable [] get(String key) {
        return store.get(key);
    }

    @Override
    public void put(String key, byte[] value) {
        store.put(key, value);
    }

    @Override
    public void delete(String key) {
        store.delete(key);
    }

    @Override
    public void forEach(String prefix, BiConsumer<String, byte[]> action) {
        try (KeyValueIterator<String, byte[]> all =
                prefix.isEmpty() ? store.all() : store.prefixScan(prefix, new StringSerializer())) {
            all.forEachRemaining(entry -> action.accept(entry.key, entry.value));
        }
    }
}
