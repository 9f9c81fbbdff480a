package io.tracemill.schemas.flat;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.Phase;
import io.tracemill.schemas.Span;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceHeader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/** Random batches of the generated types, with any values that the schemas allow. */
final class RandomSpans {

    private static final List<EventKind> KINDS = List.of(EventKind.values());
    private static final List<Phase> PHASES = List.of(Phase.values());

    private static final List<String> TEXTS =
            List.of("", "aten::mm", "void gemm<float, 128>(float*)", "größer", "核", "\u0000\n\"", "x".repeat(5000));

    private final Random random;
    private final List<String> strings = new ArrayList<>();

    RandomSpans(long seed) {
        random = new Random(seed);
        int count = 1 + random.nextInt(200);
        for (int i = 0; i < count; i++) {
            strings.add(random.nextInt(4) == 0 ? text() : "s" + i);
        }
    }

    TraceEventBatch events() {
        return TraceEventBatch.newBuilder()
                .setTraceId(text())
                .setRun(text())
                .setDate("2026-01-02")
                .setNode(maybe(this::text))
                .setRank(maybe(random::nextInt))
                .setPlan(text())
                .setSequence(random.nextInt())
                .setWatermarkNs(number())
                .setLast(random.nextBoolean())
                .setHeader(maybe(this::header))
                .setStrings(strings)
                .setEvents(list(this::event))
                .build();
    }

    SpanBatch spans() {
        return SpanBatch.newBuilder()
                .setTraceId(text())
                .setRun(text())
                .setDate("2026-01-02")
                .setNode(maybe(this::text))
                .setRank(maybe(random::nextInt))
                .setSequence(random.nextInt())
                .setStrings(strings)
                .setSpans(list(this::span))
                .build();
    }

    private TraceHeader header() {
        return TraceHeader.newBuilder()
                .setSource(text())
                .setDialect("kineto")
                .setFirstNs(number())
                .setLastNs(number())
                .setDeviceNames(Map.of("0", text()))
                .setProcessNames(Map.of())
                .setThreadNames(Map.of("1/2", text()))
                .setMetadata(Map.of())
                .build();
    }

    private Span span() {
        return new Span(
                event(),
                maybe(this::index),
                maybe(() -> PHASES.get(random.nextInt(PHASES.size()))),
                maybe(this::index),
                maybe(this::number),
                maybe(this::number),
                maybe(this::number),
                maybe(this::index),
                maybe(random::nextInt),
                maybe(this::number),
                maybe(this::number),
                maybe(random::nextInt),
                maybe(this::number),
                maybe(this::number),
                maybe(this::number),
                maybe(this::number),
                maybe(this::index),
                maybe(this::index));
    }

    private TraceEvent event() {
        TraceEvent event = new TraceEvent();
        fill(event, null);
        return event;
    }

    /** Fills the fields of an event, or of the record of a group. */
    private void fill(IndexedRecord record, @Nullable Attribute group) {
        for (Attribute attribute : Attribute.ALL) {
            if (attribute.group() == group) {
                int field = record.getSchema().getField(attribute.fieldName()).pos();
                record.put(field, attribute.isOptional() ? maybe(() -> value(attribute)) : value(attribute));
            }
        }
    }

    private Object value(Attribute attribute) {
        return switch (attribute.type()) {
            case KIND -> KINDS.get(random.nextInt(KINDS.size()));
            case TEXT -> index();
            case LONG -> number();
            case INT -> random.nextInt();
            case DOUBLE -> Double.longBitsToDouble(random.nextLong());
            case BOOLEAN, FLAG -> random.nextBoolean();
            case COUNTERS -> counters();
            case JSON -> text();
            case SYMBOL -> {
                List<String> symbols = attribute.symbols();
                String symbol = symbols.get(random.nextInt(symbols.size()));
                yield SpecificData.get().createEnum(symbol, attribute.valueSchema());
            }
            case GROUP -> {
                IndexedRecord record = (IndexedRecord) SpecificData.get().newRecord(null, attribute.valueSchema());
                fill(record, attribute);
                yield record;
            }
        };
    }

    private Map<String, Double> counters() {
        Map<String, Double> counters = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            counters.put(text(), random.nextDouble());
        }
        return counters;
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(30); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private int index() {
        return random.nextInt(strings.size());
    }

    /** A number of any length, or an extreme one. */
    private long number() {
        return switch (random.nextInt(8)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE;
            default -> random.nextLong() >> random.nextInt(64);
        };
    }
}
