package io.tracemill.storage.parquet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Converters from what Parquet reads to plain values: structs become maps, lists become lists. */
final class RowConverters {

    private RowConverters() {}

    /** A converter that passes each struct on as a map from field name to value; absent fields are missing from it. */
    static GroupConverter struct(GroupType type, Consumer<Map<String, Object>> sink) {
        Open<Map<String, Object>> open = new Open<>(LinkedHashMap::new);
        List<Converter> fields = type.getFields().stream()
                .map(field -> converter(field, value -> open.get().put(field.getName(), value)))
                .toList();
        return new Group(fields, open::begin, () -> sink.accept(open.get()));
    }

    private static Converter converter(Type type, Consumer<Object> sink) {
        if (type.isPrimitive()) {
            boolean isText = type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
            return isText ? new Text(sink) : new Plain(sink);
        }
        GroupType group = type.asGroupType();
        LogicalTypeAnnotation annotation = group.getLogicalTypeAnnotation();
        if (annotation instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation) {
            return list(group, sink);
        }
        if (annotation instanceof LogicalTypeAnnotation.MapLogicalTypeAnnotation) {
            return map(group, sink);
        }
        return struct(group, sink::accept);
    }

    private static GroupConverter list(GroupType type, Consumer<Object> sink) {
        Open<List<Object>> open = new Open<>(ArrayList::new);
        Type element = type.getType(0).asGroupType().getType(0);
        Converter item = converter(element, value -> open.get().add(value));
        Converter repeated = new Group(List.of(item), () -> {}, () -> {});
        return new Group(List.of(repeated), open::begin, () -> sink.accept(open.get()));
    }

    private static GroupConverter map(GroupType type, Consumer<Object> sink) {
        Open<Map<String, Object>> open = new Open<>(LinkedHashMap::new);
        Open<Object[]> entry = new Open<>(() -> new Object[2]);
        GroupType keyValue = type.getType(0).asGroupType();
        Converter key = converter(keyValue.getType(0), value -> entry.get()[0] = value);
        Converter value = converter(keyValue.getType(1), item -> entry.get()[1] = item);
        Converter repeated = new Group(List.of(key, value), entry::begin, () -> {
            Object[] pair = entry.get();
            open.get().put((String) pair[0], pair[1]);
        });
        return new Group(List.of(repeated), open::begin, () -> sink.accept(open.get()));
    }

    /** A holder for the value that is being read. */
    private static final class Open<T> {
        private final Supplier<T> fresh;
        private T value;

        Open(Supplier<T> fresh) {
            this.fresh = fresh;
            this.value = fresh.get();
        }

        void begin() {
            value = fresh.get();
        }

        T get() {
            return value;
        }
    }

    private static final class Group extends GroupConverter {
        private final List<Converter> fields;
        private final Runnable start;
        private final Runnable end;

        Group(List<Converter> fields, Runnable start, Runnable end) {
            this.fields = fields;
            this.start = start;
            this.end = end;
        }

        @Override
        public Converter getConverter(int fieldIndex) {
            return fields.get(fieldIndex);
        }

        @Override
        public void start() {
            start.run();
        }

        @Override
        public void end() {
            end.run();
        }
    }

    /** Texts. Values that are one entry of a dictionary are one object. */
    private static final class Text extends PrimitiveConverter {
        private final Consumer<Object> sink;
        private @Nullable String[] texts = {};
        private @Nullable Dictionary dictionary;

        Text(Consumer<Object> sink) {
            this.sink = sink;
        }

        @Override
        public boolean hasDictionarySupport() {
            return true;
        }

        @Override
        public void setDictionary(Dictionary dictionary) {
            this.dictionary = dictionary;
            this.texts = new @Nullable String[dictionary.getMaxId() + 1];
        }

        @Override
        public void addValueFromDictionary(int id) {
            String text = texts[id];
            if (text == null) {
                text = Objects.requireNonNull(dictionary).decodeToBinary(id).toStringUsingUTF8();
                texts[id] = text;
            }
            sink.accept(text);
        }

        @Override
        public void addBinary(Binary value) {
            sink.accept(value.toStringUsingUTF8());
        }
    }

    /** Numbers and truth values. */
    private static final class Plain extends PrimitiveConverter {
        private final Consumer<Object> sink;

        Plain(Consumer<Object> sink) {
            this.sink = sink;
        }

        @Override
        public void addBoolean(boolean value) {
            sink.accept(value);
        }

        @Override
        public void addDouble(double value) {
            sink.accept(value);
        }

        @Override
        public void addInt(int value) {
            sink.accept(value);
        }

        @Override
        public void addLong(long value) {
            sink.accept(value);
        }
    }
}
