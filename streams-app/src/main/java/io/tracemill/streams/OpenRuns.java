package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.streams.collectives.ChunkStore;
import io.tracemill.streams.store.KeyValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs of a partition that are not final, in the store of their task: the state of each run, and parts of the run under
 * keys of their own. A run may have any name, so the two are told apart by how their keys begin, and the length of the
 * name stands before it.
 *
 * @param <R> a run
 * @param <S> its state
 */
final class OpenRuns<R, S extends SpecificRecord> {

    private static final Logger LOG = LoggerFactory.getLogger(OpenRuns.class);
    private static final String RUN = "run|";

    private final KeyValues store;
    private final String partKeys;
    private final Form<R, S> form;

    /**
     * Form in which a run is kept.
     *
     * @param serde serde of the state
     * @param run run of a state
     * @param state state of a run
     * @param lastAppendMillis append time of the last record of a run
     */
    record Form<R, S extends SpecificRecord>(
            AvroSerde<S> serde, Function<S, R> run, Function<R, S> state, ToLongFunction<R> lastAppendMillis) {}

    /** Parts of one run, by name. */
    final class Parts implements ChunkStore {
        private final String prefix;

        private Parts(String run) {
            prefix = partKeys + run.length() + '|' + run + '|';
        }

        @Override
        public byte @Nullable [] get(String part) {
            return store.get(prefix + part);
        }

        @Override
        public void put(String part, byte[] state) {
            store.put(prefix + part, state);
        }

        @Override
        public void forEach(BiConsumer<String, byte[]> action) {
            store.forEach(prefix, (key, state) -> action.accept(key.substring(prefix.length()), state));
        }

        /** Deletes a part, if it exists. */
        void remove(String part) {
            store.delete(prefix + part);
        }

        private void delete() {
            List<String> keys = new ArrayList<>();
            store.forEach(prefix, (key, state) -> keys.add(key));
            keys.forEach(store::delete);
        }
    }

    /**
     * Runs in the store of a task.
     *
     * @param partKeys begin of the keys of parts
     */
    OpenRuns(KeyValues store, String partKeys, Form<R, S> form) {
        this.store = store;
        this.partKeys = partKeys;
        this.form = form;
    }

    /** Tells a task the append times of the runs. */
    void observedBy(TaskContext context) {
        all().values().forEach(run -> context.observe(form.lastAppendMillis().applyAsLong(run)));
    }

    /** The run of a name; empty if none is open. */
    Optional<R> get(String name) {
        return Optional.ofNullable(store.get(RUN + name)).map(this::decoded);
    }

    /** Keeps the state of a run. */
    void put(String name, R run) {
        store.put(RUN + name, form.serde().encode(form.state().apply(run)));
    }

    /** Parts of a run. */
    Parts parts(String name) {
        return new Parts(name);
    }

    /** Deletes a run and its parts. */
    void delete(String name) {
        new Parts(name).delete();
        store.delete(RUN + name);
    }

    /** Passes all runs of which the last record is as old as the time-out. They may be deleted meanwhile. */
    void forEachIdle(long now, Duration timeout, BiConsumer<String, R> action) {
        all().forEach((name, run) -> {
            if (now - form.lastAppendMillis().applyAsLong(run) >= timeout.toMillis()) {
                action.accept(name, run);
            }
        });
    }

    private R decoded(byte[] state) {
        return form.run().apply(form.serde().decode(state));
    }

    /** All runs by name. A run whose state cannot be read is deleted. */
    private Map<String, R> all() {
        Map<String, R> runs = new LinkedHashMap<>();
        List<String> unusable = new ArrayList<>();
        store.forEach(RUN, (key, state) -> {
            String name = key.substring(RUN.length());
            try {
                runs.put(name, decoded(state));
            } catch (RuntimeException e) {
                LOG.warn("run {} cannot be continued", name, e);
                unusable.add(name);
            }
        });
        unusable.forEach(this::delete);
        return runs;
    }
}
