package io.tracemill.storage.parquet;

import io.tracemill.storage.rows.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * A splitter of values of one type into primitives. It adds each primitive to its column, with the levels by which
 * Parquet puts the values together again.
 */
interface Shredder {

    /**
     * Adds a value.
     *
     * @param value null only where the value is optional
     * @param repetition number of enclosing lists that it continues
     * @param definition number of enclosing optional and repeated things that are present
     */
    void add(@Nullable Object value, int repetition, int definition);

    /** Adds the absence of a value: something around it is absent. */
    void addNothing(int repetition, int definition);

    /**
     * A shredder for a type.
     *
     * @param lists number of enclosing lists and maps
     * @param leaves makes the column of the next primitive, which may be anything that takes one
     */
    static Shredder of(ColumnType type, boolean optional, int lists, Function<ColumnType.Primitive, Leaf> leaves) {
        Shredder required = required(type, lists, leaves);
        return optional ? new OptionalValue(required) : required;
    }

    private static Shredder required(ColumnType type, int lists, Function<ColumnType.Primitive, Leaf> leaves) {
        if (type instanceof ColumnType.Primitive primitive) {
            return leaves.apply(primitive);
        }
        if (type instanceof ColumnType.ListOf list) {
            return new Elements(of(list.element(), false, lists + 1, leaves), lists + 1);
        }
        if (type instanceof ColumnType.MapOf map) {
            Shredder keys = of(ColumnType.Primitive.STRING, false, lists + 1, leaves);
            return new Entries(keys, of(map.value(), false, lists + 1, leaves), lists + 1);
        }
        List<Shredder> fields = new ArrayList<>();
        for (ColumnType.Field field : ((ColumnType.Struct) type).fields()) {
            fields.add(of(field.type(), field.optional(), lists, leaves));
        }
        return new Fields(fields);
    }

    /** A shredder of primitive values, which go to one column. */
    record Leaf(ColumnChunk chunk, Consumer<Object> values) implements Shredder {
        @Override
        public void add(@Nullable Object value, int repetition, int definition) {
            if (value == null) {
                throw new IllegalArgumentException(chunk.descriptor() + " must have a value");
            }
            chunk.repeatAt(repetition);
            values.accept(value);
        }

        @Override
        public void addNothing(int repetition, int definition) {
            chunk.repeatAt(repetition);
            chunk.addNull(definition);
        }
    }

    /** A shredder of values that may be null. */
    record OptionalValue(Shredder present) implements Shredder {
        @Override
        public void add(@Nullable Object value, int repetition, int definition) {
            if (value == null) {
                present.addNothing(repetition, definition);
            } else {
                present.add(value, repetition, definition + 1);
            }
        }

        @Override
        public void addNothing(int repetition, int definition) {
            present.addNothing(repetition, definition);
        }
    }

    /** A shredder of lists. */
    record Elements(Shredder element, int lists) implements Shredder {
        @Override
        public void add(@Nullable Object value, int repetition, int definition) {
            int level = repetition;
            for (Object item : (List<?>) present(value)) {
                element.add(item, level, definition + 1);
                level = lists;
            }
            if (((List<?>) present(value)).isEmpty()) {
                addNothing(repetition, definition);
            }
        }

        @Override
        public void addNothing(int repetition, int definition) {
            element.addNothing(repetition, definition);
        }
    }

    /** A shredder of maps. */
    record Entries(Shredder keys, Shredder values, int lists) implements Shredder {
        @Override
        public void add(@Nullable Object value, int repetition, int definition) {
            int level = repetition;
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) present(value)).entrySet()) {
                keys.add(entry.getKey(), level, definition + 1);
                values.add(entry.getValue(), level, definition + 1);
                level = lists;
            }
            if (((Map<?, ?>) present(value)).isEmpty()) {
                addNothing(repetition, definition);
            }
        }

        @Override
        public void addNothing(int repetition, int definition) {
            keys.addNothing(repetition, definition);
            values.addNothing(repetition, definition);
        }
    }

    /** A shredder of Avro records. */
    record Fields(List<Shredder> fields) implements Shredder {
        @Override
        public void add(@Nullable Object value, int repetition, int definition) {
            IndexedRecord struct = (IndexedRecord) present(value);
            for (int i = 0; i < fields.size(); i++) {
                fields.get(i).add(struct.get(i), repetition, definition);
            }
        }

        @Override
        public void addNothing(int repetition, int definition) {
            for (Shredder field : fields) {
                field.addNothing(repetition, definition);
            }
        }
    }

    private static Object present(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("a required value must be there");
        }
        return value;
    }
}
