package io.tracemill.storage.rows;

import io.tracemill.schemas.Span;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.AttributeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts rows of one trace and sequence together into a batch again, interning strings in the order of their use. */
final class SpanAssembler implements RecordAssembler {

    private static final List<Attribute> TEXTS = Attribute.ALL.stream()
            .filter(attribute -> attribute.type() == AttributeType.TEXT && attribute.group() == null)
            .toList();

    private final Consumer<SpanBatch> sink;
    private final Map<String, Integer> indexes = new HashMap<>();
    private @Nullable SpanBatch open;

    SpanAssembler(Consumer<SpanBatch> sink) {
        this.sink = sink;
    }

    @Override
    public void add(Row row) {
        SpanBatch batch = open;
        if (batch == null
                || !Objects.equals(batch.getTraceId(), row.get("trace_id"))
                || !Objects.equals(batch.getSequence(), row.get("sequence"))) {
            end();
            batch = begin(row);
            open = batch;
        }
        batch.getSpans().add(span(batch, row));
    }

    @Override
    public void end() {
        if (open != null) {
            sink.accept(open);
        }
        open = null;
        indexes.clear();
    }

    private static SpanBatch begin(Row row) {
        Map<String, Object> values = new HashMap<>();
        for (String name : List.of("trace_id", "node", "rank", "sequence")) {
            put(values, name, row.get(name));
        }
        put(values, "run", row.partition().run());
        values.put("date", row.partition().date());
        values.put("strings", List.of());
        values.put("spans", List.of());
        return AvroValues.record(SpanBatch.class, values::get);
    }

    private Span span(SpanBatch batch, Row row) {
        Map<String, Object> values = new HashMap<>(row.values());
        for (Attribute attribute : TEXTS) {
            put(values, attribute.fieldName(), index(batch, (String) row.get(attribute.fieldName())));
        }
        for (String name : List.of("operator", "module", "parent", "launch_process", "launch_thread")) {
            put(values, name, index(batch, (String) row.get(name)));
        }
        values.put("event", values);
        return AvroValues.record(Span.class, values::get);
    }

    private @Nullable Integer index(SpanBatch batch, @Nullable String text) {
        if (text == null) {
            return null;
        }
        return indexes.computeIfAbsent(text, key -> {
            batch.getStrings().add(key);
            return batch.getStrings().size() - 1;
        });
    }

    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
        if (value == null) {
            values.remove(name);
        } else {
            values.put(name, value);
        }
    }
}
