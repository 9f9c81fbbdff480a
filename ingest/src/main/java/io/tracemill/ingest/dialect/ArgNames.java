package io.tracemill.ingest.dialect;

import static java.util.Map.entry;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of arguments that every dialect knows, which are Kineto's; a dialect adds its own. */
final class ArgNames {

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

    private ArgNames() {}

    /** The shared names, and those that only one dialect knows; a name given twice is refused. */
    static Map<String, ArgField> sharedAnd(Map<String, ArgField> own) {
        return Stream.concat(SHARED.entrySet().stream(), own.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
