package io.tracemill.storage.rows;

import java.util.List;

/** The type of a column's values. */
public sealed interface ColumnType {

    /** A primitive type. Enums are {@link #STRING}: they are stored by name. */
    enum Primitive implements ColumnType {
        /** A {@link Boolean}. */
        BOOLEAN,
        /** An {@link Integer}. */
        INT32,
        /** A {@link Long}. */
        INT64,
        /** A {@link Double}. */
        DOUBLE,
        /** Anything with a {@code toString}; read back as {@link String}. */
        STRING,
        /** A {@link Long}: microseconds since the epoch, UTC. */
        TIMESTAMP_MICROS
    }

    /** A list of values, none of which is null. */
    record ListOf(ColumnType element) implements ColumnType {}

    /** A map from strings to values, none of which is null. */
    record MapOf(ColumnType value) implements ColumnType {}

    /**
     * A struct, from an Avro record. It is read back as a {@link java.util.Map} from field name to value, in field
     * order.
     */
    record Struct(List<Field> fields) implements ColumnType {}

    /** A field of a struct; its position is its index. */
    record Field(String name, ColumnType type, boolean optional) {}
}
