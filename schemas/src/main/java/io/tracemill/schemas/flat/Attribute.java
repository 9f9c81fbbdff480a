package io.tracemill.schemas.flat;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The attributes of an event: one constant per field of {@code TraceEvent.avsc}, in the order of the schema, which also
 * says what each one means. How events are packed, encoded, copied and stored follows from this table.
 */
public enum Attribute {
    KIND(AttributeType.KIND, Presence.REQUIRED),
    NAME(AttributeType.TEXT, Presence.REQUIRED),
    CATEGORY(AttributeType.TEXT),
    START_NS(AttributeType.LONG, Presence.REQUIRED),
    DURATION_NS(AttributeType.LONG),
    PROCESS(AttributeType.TEXT),
    THREAD(AttributeType.TEXT),
    DEVICE(AttributeType.TEXT),
    STREAM(AttributeType.TEXT),
    CORRELATION_ID(AttributeType.LONG),
    EXTERNAL_ID(AttributeType.LONG),
    DEVICE_EVENTS(AttributeType.INT),
    LAUNCH_IN_TRACE(AttributeType.BOOLEAN),
    SUBMIT_NS(AttributeType.LONG),
    GRID(AttributeType.TEXT),
    BLOCK(AttributeType.TEXT),
    REGISTERS_PER_THREAD(AttributeType.INT),
    SHARED_MEMORY_BYTES(AttributeType.LONG),
    OCCUPANCY_PCT(AttributeType.DOUBLE),
    BYTES(AttributeType.LONG),
    INPUT_DIMS(AttributeType.TEXT),
    INPUT_TYPES(AttributeType.TEXT),
    COUNTERS(AttributeType.COUNTERS),
    UNCLOSED(AttributeType.FLAG, Presence.REQUIRED),
    ARGS(AttributeType.JSON);

    /** All attributes, in the order of the schema. */
    public static final List<Attribute> ALL = List.of(values());

    /** Bits of the attributes of type {@link AttributeType#TEXT}. */
    public static final long TEXTS = bits(attribute -> attribute.type == AttributeType.TEXT);

    /** Bits of the attributes that {@link AttributeValues} holds as a number, texts among them. */
    public static final long NUMBERS = bits(attribute -> attribute.type.isNumber());

    /** Whether an event may lack the attribute. */
    private enum Presence {
        REQUIRED,
        OPTIONAL
    }

    private final AttributeType type;
    private final Presence presence;

    Attribute(AttributeType type) {
        this(type, Presence.OPTIONAL);
    }

    Attribute(AttributeType type, Presence presence) {
        this.type = type;
        this.presence = presence;
    }

    /** Bits of some attributes. */
    static long bits(Predicate<Attribute> some) {
        return ALL.stream().filter(some).mapToLong(Attribute::bit).reduce(0, (all, bit) -> all | bit);
    }

    /** Name of the field in the schema, and of the column in the archive. */
    public String fieldName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What its value is. */
    public AttributeType type() {
        return type;
    }

    /** Whether an event may lack it. */
    public boolean isOptional() {
        return presence == Presence.OPTIONAL;
    }

    /** Its place among the attributes, and in {@link AttributeValues#values}. */
    public int place() {
        return ordinal();
    }

    /** Its bit in {@link AttributeValues#present}. */
    public long bit() {
        return 1L << ordinal();
    }
}
