package io.tracemill.schemas;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** The fields that make up the key of a topic's records, joined by {@code /}; {@code -} stands for one that is null. */
@NullMarked
public enum KeyRule {
    /** One trace. */
    TRACE("trace_id"),
    /** One run. */
    RUN("run"),
    /** One device of a run. */
    RUN_DEVICE("run", "node", "rank", "device"),
    /** One device of the fleet. */
    FLEET_DEVICE("node", "device"),
    /** The file or topic that something came from. */
    SOURCE("source");

    @SuppressWarnings("ImmutableEnumChecker") // as List.of makes it
    private final List<String> fields;

    KeyRule(String... fields) {
        this.fields = List.of(fields);
    }

    /** Names of the fields, in the order of the key. */
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
