package io.tracemill.schemas.flat;

import io.tracemill.schemas.TraceEvent;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Attribute of an event: one constant per field of {@code TraceEvent.avsc}, in the order of the schema, which also
 * defines each one. A group is followed by the fields of its record. Packing, the flat coder, copying and the columns
 * of the archive follow from this table.
 */
@SuppressWarnings("EnumOrdinal") // the place is the point of the table
public enum Attribute {
    KIND(AttributeType.KIND),
    NAME(AttributeType.TEXT),
    CATEGORY(AttributeType.TEXT),
    START_NS(AttributeType.LONG),
    DURATION_NS(AttributeType.LONG),
    REPORTED_DURATION_NS(AttributeType.LONG),
    PROCESS(AttributeType.TEXT),
    THREAD(AttributeType.TEXT),
    DEVICE(AttributeType.TEXT),
    STREAM(AttributeType.TEXT),
    CORRELATION_ID(AttributeType.LONG),
    EXTERNAL_ID(AttributeType.LONG),
    LAUNCHED_EVENTS(AttributeType.INT),
    LAUNCH_IN_TRACE(AttributeType.BOOLEAN),
    LAUNCH_AMBIGUOUS(AttributeType.FLAG),
    SUBMIT_NS(AttributeType.LONG),
    GRID(AttributeType.TEXT),
    BLOCK(AttributeType.TEXT),
    REGISTERS_PER_THREAD(AttributeType.INT),
    SHARED_MEMORY_BYTES(AttributeType.LONG),
    OCCUPANCY_PCT(AttributeType.DOUBLE),
    BYTES(AttributeType.LONG),
    INPUT_DIMS(AttributeType.TEXT),
    INPUT_TYPES(AttributeType.TEXT),
    INPUT_STRIDES(AttributeType.TEXT),
    CONCRETE_INPUTS(AttributeType.TEXT),
    STEP_MARK(AttributeType.INT),
    PHASE_MARK(AttributeType.SYMBOL),
    ACTIVITY_MARK(AttributeType.SYMBOL),
    LAYER_MARK(AttributeType.SYMBOL),
    SEQUENCE_NUMBER(AttributeType.LONG),
    FORWARD_THREAD(AttributeType.LONG),
    GRAPH_LAUNCH(AttributeType.FLAG),
    RUNTIME_OVERHEAD(AttributeType.FLAG),
    SYNC_SCOPE(AttributeType.SYMBOL),
    CORE(AttributeType.SYMBOL),
    MEMORY_BOUND(AttributeType.BOOLEAN),
    COPY_DIRECTION(AttributeType.SYMBOL),
    COLLECTIVE(AttributeType.GROUP),
    COLLECTIVE_NAME(AttributeType.TEXT, COLLECTIVE),
    COLLECTIVE_OPERATION(AttributeType.TEXT, COLLECTIVE),
    COLLECTIVE_GROUP(AttributeType.TEXT, COLLECTIVE),
    COLLECTIVE_GROUP_SIZE(AttributeType.LONG, COLLECTIVE),
    COLLECTIVE_ELEMENT_TYPE(AttributeType.TEXT, COLLECTIVE),
    COLLECTIVE_MESSAGE_BYTES(AttributeType.LONG, COLLECTIVE),
    COLLECTIVE_OUTPUT_BYTES(AttributeType.LONG, COLLECTIVE),
    COLLECTIVE_RANKS(AttributeType.TEXT, COLLECTIVE),
    COLLECTIVE_SEQUENCE(AttributeType.LONG, COLLECTIVE),
    COLLECTIVE_RECEIVES(AttributeType.FLAG, COLLECTIVE),
    COLLECTIVE_SENDS(AttributeType.FLAG, COLLECTIVE),
    COLLECTIVE_PEER(AttributeType.LONG, COLLECTIVE),
    WORK(AttributeType.GROUP),
    WORK_FLOPS(AttributeType.LONG, WORK),
    WORK_BYTES(AttributeType.LONG, WORK),
    WORK_UNIT(AttributeType.SYMBOL, WORK),
    WORK_ESTIMATE(AttributeType.FLAG, WORK),
    MEMORY(AttributeType.GROUP),
    MEMORY_KIND(AttributeType.SYMBOL, MEMORY),
    MEMORY_DEVICE(AttributeType.TEXT, MEMORY),
    MEMORY_ADDRESS(AttributeType.LONG, MEMORY),
    COUNTERS(AttributeType.COUNTERS),
    UNCLOSED(AttributeType.FLAG),
    ARGS(AttributeType.JSON);

    /** All attributes, in the order of the schema. */
    public static final List<Attribute> ALL = List.of(values());

    /** Bits of the attributes of type {@link AttributeType#TEXT}. */
    public static final long TEXTS = bits(attribute -> attribute.type == AttributeType.TEXT);

    /** Bits of the attributes that {@link AttributeValues} holds as a number, texts among them. */
    public static final long NUMBERS = bits(attribute -> attribute.type.isNumber());

    private final AttributeType type;
    private final @Nullable Attribute group;

    @SuppressWarnings("ImmutableEnumChecker") // never changed once it was parsed
    private final Schema.Field field;

    Attribute(AttributeType type) {
        this.type = type;
        this.group = null;
        this.field = field(TraceEvent.getClassSchema(), fieldName());
    }

    Attribute(AttributeType type, Attribute group) {
        this.type = type;
        this.group = group;
        this.field = field(group.valueSchema(), fieldName());
    }

    private static Schema.Field field(Schema record, String name) {
        Schema.Field field = record.getField(name);
        if (field == null) {
            throw new IllegalStateException(
                    "enum Attribute names a field " + name + " that " + record.getName() + " lacks");
        }
        return field;
    }

    /** Bits of some attributes. */
    static long bits(Predicate<Attribute> some) {
        return ALL.stream().filter(some).mapToLong(Attribute::bit).reduce(0, (all, bit) -> all | bit);
    }

    /** Name of the field in the schema of its record, and of its column in {@code spans} if it is in no group. */
    public String fieldName() {
        String name = group == null ? name() : name().substring(group.name().length() + 1);
        return name.toLowerCase(Locale.ROOT);
    }

    /** Names that older versions have for the field. */
    public Set<String> olderNames() {
        return field.aliases();
    }

    /** Type of its value. */
    public AttributeType type() {
        return type;
    }

    /** Group whose record has the field; null for a field of the event itself. */
    public @Nullable Attribute group() {
        return group;
    }

    /** Bits of the fields of its record, if it is a group. */
    public long fieldBits() {
        return bits(attribute -> attribute.group == this);
    }

    /** Whether the field may be null. */
    public boolean isOptional() {
        return field.schema().isNullable();
    }

    /** Symbols of its enum, in their order; empty if its type is not {@link AttributeType#SYMBOL}. */
    public List<String> symbols() {
        return type == AttributeType.SYMBOL ? valueSchema().getEnumSymbols() : List.of();
    }

    /** Schema of its value where it has one. */
    Schema valueSchema() {
        return field.schema().isNullable() ? field.schema().getTypes().get(1) : field.schema();
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
