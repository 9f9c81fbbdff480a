package io.tracemill.storage.parquet;

import io.tracemill.storage.rows.Column;
import io.tracemill.storage.rows.ColumnType;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** A support for Parquet's own writer that writes rows, given as lists of values, value by value. */
final class RowWriteSupport extends WriteSupport<List<@Nullable Object>> {

    private final MessageType schema;
    private final List<? extends Column<?, ?>> columns;
    private final Map<String, String> footer;
    private @Nullable RecordConsumer consumer;

    RowWriteSupport(MessageType schema, List<? extends Column<?, ?>> columns, Map<String, String> footer) {
        this.schema = schema;
        this.columns = columns;
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
        return new FinalizedWriteContext(footer);
    }

    @Override
    public void write(List<@Nullable Object> row) {
        RecordConsumer to = consumer;
        if (to == null) {
            throw new IllegalStateException("not prepared for writing");
        }
        to.startMessage();
        for (int i = 0; i < columns.size(); i++) {
            Column<?, ?> column = columns.get(i);
            Object value = row.get(i);
            if (value != null) {
                to.startField(column.name(), i);
                write(to, column.type(), value);
                to.endField(column.name(), i);
            }
        }
        to.endMessage();
    }

    private void write(RecordConsumer to, ColumnType type, Object value) {
        if (type instanceof ColumnType.Primitive primitive) {
            switch (primitive) {
                case BOOLEAN -> to.addBoolean((Boolean) value);
                case INT32 -> to.addInteger((Integer) value);
                case INT64, TIMESTAMP_MICROS -> to.addLong((Long) value);
                case DOUBLE -> to.addDouble((Double) value);
                case STRING -> to.addBinary(Binary.fromString(value.toString()));
            }
        } else if (type instanceof ColumnType.ListOf list) {
            writeList(to, list, (List<?>) value);
        } else if (type instanceof ColumnType.MapOf map) {
            writeMap(to, map, (Map<?, ?>) value);
        } else {
            writeStruct(to, (ColumnType.Struct) type, (IndexedRecord) value);
        }
    }

    private void writeList(RecordConsumer to, ColumnType.ListOf type, List<?> list) {
        to.startGroup();
        if (!list.isEmpty()) {
            to.startField("list", 0);
            for (Object element : list) {
                to.startGroup();
                field(to, "element", 0, type.element(), element);
                to.endGroup();
            }
            to.endField("list", 0);
        }
        to.endGroup();
    }

    private void writeMap(RecordConsumer to, ColumnType.MapOf type, Map<?, ?> map) {
        to.startGroup();
        if (!map.isEmpty()) {
            to.startField("key_value", 0);
            map.forEach((key, value) -> {
                to.startGroup();
                field(to, "key", 0, ColumnType.Primitive.STRING, key);
                field(to, "value", 1, type.value(), value);
                to.endGroup();
            });
            to.endField("key_value", 0);
        }
        to.endGroup();
    }

    private void writeStruct(RecordConsumer to, ColumnType.Struct type, IndexedRecord struct) {
        to.startGroup();
        for (int i = 0; i < type.fields().size(); i++) {
            Object value = struct.get(i);
            if (value != null) {
                ColumnType.Field field = type.fields().get(i);
                field(to, field.name(), i, field.type(), value);
            }
        }
        to.endGroup();
    }

    private void field(RecordConsumer to, String name, int index, ColumnType type, Object value) {
        to.startField(name, index);
        write(to, type, value);
        to.endField(name, index);
    }
}
