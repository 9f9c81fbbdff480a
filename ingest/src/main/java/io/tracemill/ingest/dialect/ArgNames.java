package io.tracemill.ingest.dialect;

import static java.util.Map.entry;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which arguments have a field: by the names that every dialect knows, which are Kineto's, and those of one dialect. */
public final class ArgNames {

    private static final Map<String, ArgField> SHARED = Map.ofEntries(
            entry("correlation", ArgField.CORRELATION),
            entry("External id", ArgField.EXTERNAL_ID),
            entry("device", ArgField.DEVICE),
            entry("stream", ArgField.STREAM),
            entry("grid", ArgField.GRID),
            entry("block", ArgField.BLOCK),
            entry("registers per thread", ArgField.REGISTERS),
            entry("shared memory", ArgField.SHARED_MEMORY),
            entry("est. achieved occupancy %", ArgField.OCCUPANCY),
            entry("bytes", ArgField.BYTES),
            entry("Input Dims", ArgField.INPUT_DIMS),
            entry("Input type", ArgField.INPUT_TYPES));

    private final Map<String, ArgField> fields;

    private ArgNames(Map<String, ArgField> fields) {
        this.fields = fields;
    }

    /** The shared names, and those that only one dialect knows; a name given twice is refused. */
    static ArgNames sharedAnd(Map<String, ArgField> own) {
        return new ArgNames(Stream.concat(SHARED.entrySet().stream(), own.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Field of an argument; null for none. */
    public @Nullable ArgField field(String name) {
        ArgField field = fields.get(name);
        return field == null && isCounterName(name) ? ArgField.COUNTER : field;
    }

    /** Hardware counters have names such as {@code smsp__inst_executed.sum}. */
    private static boolean isCounterName(String name) {
        return name.contains("__") && name.indexOf('.') >= 0;
    }
}
