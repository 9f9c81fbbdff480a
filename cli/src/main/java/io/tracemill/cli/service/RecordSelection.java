package io.tracemill.cli.service;

import io.tracemill.cli.config.Alternatives;
import io.tracemill.schemas.Topic;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.generic.IndexedRecord;

/**
 * Which records of a topic are printed, and which of their fields.
 *
 * @param where all of these hold for a record that is printed
 * @param without fields that are left out
 */
public record RecordSelection(List<FieldCondition> where, Set<String> without) {

    /** Every record with all of its fields. */
    public static final RecordSelection ALL = new RecordSelection(List.of(), Set.of());

    /**
     * A selection that suits a topic.
     *
     * @param fields fields that are printed; all if empty
     * @throws IllegalArgumentException if the topic's records have no such field
     */
    public static RecordSelection of(Topic topic, List<FieldCondition> where, List<String> fields) {
        where.forEach(condition -> condition.check(topic));
        if (fields.isEmpty()) {
            return new RecordSelection(where, Set.of());
        }
        List<String> known = TopicReader.fields(topic);
        for (String field : fields) {
            if (!known.contains(field)) {
                throw new IllegalArgumentException("--fields: " + topic.suffix() + " has no field " + field
                        + ", expected " + Alternatives.of(known));
            }
        }
        Set<String> without = new HashSet<>(known);
        fields.forEach(without::remove);
        return new RecordSelection(where, without);
    }

    boolean has(IndexedRecord row) {
        return where.stream().allMatch(condition -> condition.holds(row));
    }
}
