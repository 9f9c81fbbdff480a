package io.tracemill.storage.parquet;

import io.tracemill.storage.rows.Column;
import io.tracemill.storage.rows.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.generic.IndexedRecord;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Feeds rows to Parquet, column by column of each row. */
final class RowWriteSupport<R> extends WriteSupport<R> {

    /** Strings whose bytes are remembered; past that many, all are forgotten and learnt anew. */
    private static final int REMEMBERED = 8192;

    private final MessageType schema;
    private final List<Column<R>> columns;
    private final Supplier<Map<String, String>> footer;
    private final Map<String, Binary> remembered = new HashMap<>();
    private @Nullable RecordConsumer consumer;

    RowWriteSupport(MessageType schema, List<Column<R>> columns, Supplier<Map<String, String>> footer) {
        this.schema = schema;
        this.columns = new ArrayList<>(columns);
        this.footer = footer;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract, so it must be there
    public WriteContext init(org.apache.hadoop.conf.Configuration configuration) {
        throw new UnsupportedOperationException("written without Hadoop");
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        consumer = recordConsumer;
    }

    @Override
    public FinalizedWriteContext finalizeWrite() {
        return new FinalizedWriteContext(footer.get());
    }

    @Override
    public void write(R row) {
        RecordConsumer to = consumer;
        if (to == null) {
            throw new IllegalStateException("not prepared for writing");
        }
        to.startMessage();
        for (int i = 0; i < columns.size(); i++) {
            Column<R> column = columns.get(i);
            Object value = column.value().apply(row);
            if (value != null) {
                to.startField(column.name(), i);
                write(to, column.shape(), value, column.repeats());
                to.endField(column.name(), i);
            }
        }
        to.endMessage();
    }

    private void write(RecordConsumer to, Shape shape, Object value, boolean repeats) {
        if (shape instanceof Shape.Primitive primitive) {
            switch (primitive) {
                case BOOLEAN -> to.addBoolean((Boolean) value);
                case INT32 -> to.addInteger((Integer) value);
                case INT64, TIMESTAMP_MICROS -> to.addLong((Long) value);
                case DOUBLE -> to.addDouble((Double) value);
                case STRING -> to.addBinary(repeats ? binary(value.toString()) : Binary.fromString(value.toString()));
            }
        } else if (shape instanceof Shape.ListOf list) {
            writeList(to, list, (List<?>) value);
        } else if (shape instanceof Shape.MapOf map) {
            writeMap(to, map, (Map<?, ?>) value);
        } else {
            writeStruct(to, (Shape.Struct) shape, (IndexedRecord) value);
        }
    }

    private void writeList(RecordConsumer to, Shape.ListOf shape, List<?> list) {
        to.startGroup();
        if (!list.isEmpty()) {
            to.startField("list", 0);
            for (Object element : list) {
                to.startGroup();
                field(to, "element", 0, shape.element(), element);
                to.endGroup();
            }
            to.endField("list", 0);
        }
        to.endGroup();
    }

    private void writeMap(RecordConsumer to, Shape.MapOf shape, Map<?, ?> map) {
        to.startGroup();
        if (!map.isEmpty()) {
            to.startField("key_value", 0);
            map.forEach((key, value) -> {
                to.startGroup();
                field(to, "key", 0, Shape.Primitive.STRING, key);
                field(to, "value", 1, shape.value(), value);
                to.endGroup();
            });
            to.endField("key_value", 0);
        }
        to.endGroup();
    }

    private void writeStruct(RecordConsumer to, Shape.Struct shape, IndexedRecord struct) {
        to.startGroup();
        for (int i = 0; i < shape.fields().size(); i++) {
            Object value = struct.get(i);
            if (value != null) {
                Shape.Field field = shape.fields().get(i);
                field(to, field.name(), i, field.shape(), value);
            }
        }
        to.endGroup();
    }

    private void field(RecordConsumer to, String name, int index, Shape shape, Object value) {
        to.startField(name, index);
        write(to, shape, value, true);
        to.endField(name, index);
    }

    private Binary binary(String text) {
        Binary known = remembered.get(text);
        if (known != null) {
            return known;
        }
        if (remembered.size() >= REMEMBERED) {
            remembered.clear();
        }
        Binary binary = Binary.fromString(text);
        remembered.put(text, binary);
        return binary;
    }
}
