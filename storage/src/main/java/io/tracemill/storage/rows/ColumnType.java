package io.tracemill.storage.rows;

import java.util.List;

/** What the values of a column look like. */
public sealed interface ColumnType {

    /** A single value. Enums are {@link #STRING}: they are stored by name. */
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

    /** A {@link List} without null elements. */
    record ListOf(ColumnType element) implements ColumnType {}

    /** A {@link java.util.Map} from strings to values that are not null. */
    record MapOf(ColumnType value) implements ColumnType {}

    /** An Avro record; read back as a {@link java.util.Map} from field name to value, in field order. */
    record Struct(List<Field> fields) implements ColumnType {}

    /** A field of a struct; its position is its index. */
    record Field(String name, ColumnType type, boolean optional) {}
}
