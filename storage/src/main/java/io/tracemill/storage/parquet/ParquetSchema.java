package io.tracemill.storage.parquet;

import io.tracemill.storage.rows.Column;
import io.tracemill.storage.rows.ColumnType;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** The Parquet schema of a dataset's columns: lists and maps in the three levels of the standard, structs as groups. */
final class ParquetSchema {

    private ParquetSchema() {}

    static <A, R> MessageType of(String dataset, List<Column<A, R>> columns) {
        List<Type> fields = columns.stream()
                .map(column -> type(column.name(), column.type(), column.optional()))
                .toList();
        return new MessageType(dataset, fields);
    }

    private static Type type(String name, ColumnType type, boolean optional) {
        Repetition repetition = optional ? Repetition.OPTIONAL : Repetition.REQUIRED;
        if (type instanceof ColumnType.Primitive primitive) {
            return primitive(name, primitive, repetition);
        }
        if (type instanceof ColumnType.ListOf list) {
            return Types.list(repetition)
                    .element(type("element", list.element(), false))
                    .named(name);
        }
        if (type instanceof ColumnType.MapOf map) {
            return Types.map(repetition)
                    .key(primitive("key", ColumnType.Primitive.STRING, Repetition.REQUIRED))
                    .value(type("value", map.value(), false))
                    .named(name);
        }
        Types.GroupBuilder<org.apache.parquet.schema.GroupType> group = Types.buildGroup(repetition);
        for (ColumnType.Field field : ((ColumnType.Struct) type).fields()) {
            group.addField(type(field.name(), field.type(), field.optional()));
        }
        return group.named(name);
    }

    private static Type primitive(String name, ColumnType.Primitive primitive, Repetition repetition) {
        return switch (primitive) {
            case BOOLEAN ->
                Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(name);
            case INT32 -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(name);
            case INT64 -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(name);
            case DOUBLE -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(name);
            case STRING ->
                Types.primitive(PrimitiveTypeName.BINARY, repetition)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(name);
            case TIMESTAMP_MICROS ->
                Types.primitive(PrimitiveTypeName.INT64, repetition)
                        .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                        .named(name);
        };
    }
}
