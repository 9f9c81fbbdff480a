package io.tracemill.ingest.dialect;

import static java.util.Map.entry;

import io.tracemill.ingest.dialect.ArgField.Reading;
import io.tracemill.schemas.flat.Attribute;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Arguments that give attributes, by name: the names that all dialects share, which are Kineto's, and those of one
 * dialect.
 */
public final class ArgNames {

    private static final Map<String, ArgField> SHARED = Map.ofEntries(
            entry("correlation", new ArgField(Reading.ID, Attribute.CORRELATION_ID)),
            entry("External id", ArgField.of(Attribute.EXTERNAL_ID)),
            entry("device", ArgField.of(Attribute.DEVICE)),
            entry("stream", ArgField.of(Attribute.STREAM)),
            entry("grid", new ArgField(Reading.DIMENSIONS, Attribute.GRID)),
            entry("block", new ArgField(Reading.DIMENSIONS, Attribute.BLOCK)),
            entry("registers per thread", ArgField.of(Attribute.REGISTERS_PER_THREAD)),
            entry("shared memory", ArgField.of(Attribute.SHARED_MEMORY_BYTES)),
            entry("est. achieved occupancy %", ArgField.of(Attribute.OCCUPANCY_PCT)),
            entry("bytes", ArgField.of(Attribute.BYTES)),
            entry("Input Dims", new ArgField(Reading.SHAPES, Attribute.INPUT_DIMS)),
            entry("Input type", new ArgField(Reading.NAMES, Attribute.INPUT_TYPES)),
            entry("Input Strides", new ArgField(Reading.JSON, Attribute.INPUT_STRIDES)),
            entry("Concrete Inputs", new ArgField(Reading.JSON, Attribute.CONCRETE_INPUTS)),
            entry("Sequence number", new ArgField(Reading.POSITIVE, Attribute.SEQUENCE_NUMBER)),
            entry("Fwd thread id", new ArgField(Reading.POSITIVE, Attribute.FORWARD_THREAD)));

    private static final ArgField COUNTER = ArgField.counter(Reading.COUNTER);

    private final Map<String, ArgField> fields;

    private ArgNames(Map<String, ArgField> fields) {
        this.fields = fields;
    }

    /** The shared names and those of one dialect. A name given twice is an error. */
    static ArgNames sharedAnd(Map<String, ArgField> own) {
        return new ArgNames(Stream.concat(SHARED.entrySet().stream(), own.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** The arguments that all dialects share. */
    public static Map<String, ArgField> shared() {
        return SHARED;
    }

    /** Use of an argument, null if it gives no attribute. */
    public @Nullable ArgField field(String name) {
        ArgField field = fields.get(name);
        return field == null && isCounterName(name) ? COUNTER : field;
    }

    /** Whether a name is that of a hardware counter, such as {@code smsp__inst_executed.sum}. */
    private static boolean isCounterName(String name) {
        return name.contains("__") && name.indexOf('.') >= 0;
    }
}
