package io.tracemill.streams.collectives;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Store of the chunks of one run. */
public interface ChunkStore {

    /** A chunk; null if there is none of this name. */
    byte @Nullable [] get(String chunk);

    /** Stores a chunk. */
    void put(String chunk, byte[] state);

    /** Passes all chunks of the run with their names. */
    void forEach(BiConsumer<String, byte[]> action);
}
