package io.tracemill.schemas;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The rule for the key of a topic's records: the values of these fields, joined by {@code /}, with {@code -} in place
 * of a null.
 */
@NullMarked
public enum KeyRule {
    /** A key per trace. */
    TRACE("trace_id"),
    /** A key per run. */
    RUN("run"),
    /** A key per device of a run. */
    RUN_DEVICE("run", "node", "rank", "device"),
    /** A key per device, rank and source of a placement. */
    PLACEMENT("run", "node", "rank", "device", "how"),
    /** A key per node of the fleet. */
    NODE("node"),
    /** A key per rule and what it has an alert of. */
    ALERT("rule", "subject"),
    /** A key per file or topic that something came from. */
    SOURCE("source");

    @SuppressWarnings("ImmutableEnumChecker") // as List.of makes it
    private final List<String> fields;

    KeyRule(String... fields) {
        this.fields = List.of(fields);
    }

    /** The names of the fields, in the order of the key. */
    public List<String> fields() {
        return fields;
    }

    /**
     * The key of a record.
     *
     * @throws NullPointerException if the record lacks one of the fields
     */
    public String keyOf(SpecificRecord record) {
        StringBuilder key = new StringBuilder();
        for (String field : fields) {
            @Nullable
            Object value = record.get(record.getSchema().getField(field).pos());
            key.append(key.isEmpty() ? "" : "/").append(value == null ? "-" : value);
        }
        return key.toString();
    }
}
