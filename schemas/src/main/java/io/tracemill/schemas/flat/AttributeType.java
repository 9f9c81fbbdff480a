package io.tracemill.schemas.flat;

/** What the value of an attribute is, and so how it is packed, encoded and stored. */
public enum AttributeType {
    /** An {@link io.tracemill.schemas.EventKind}; each event has one. */
    KIND,
    /** An index into the strings of a batch. */
    TEXT,
    /** A whole number of 64 bits. */
    LONG,
    /** A whole number of 32 bits. */
    INT,
    /** A floating-point number, kept as its raw bits. */
    DOUBLE,
    /** True or false, kept as 1 or 0. */
    BOOLEAN,
    /** True where it is present, else false; never null in the schema. */
    FLAG,
    /** A symbol of an enum, by its place among them. */
    SYMBOL,
    /** A record whose fields are the attributes that follow and belong to it; present where the record is. */
    GROUP,
    /** Hardware counters: floating-point numbers by name. */
    COUNTERS,
    /** A JSON object in UTF-8. */
    JSON;

    /** Whether {@link AttributeValues} holds the value as a number. */
    public boolean isNumber() {
        return switch (this) {
            case TEXT, LONG, INT, DOUBLE, BOOLEAN, SYMBOL -> true;
            case KIND, FLAG, GROUP, COUNTERS, JSON -> false;
        };
    }
}
