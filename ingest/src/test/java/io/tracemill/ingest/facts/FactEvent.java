package io.tracemill.ingest.facts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.dialect.Dialects;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.EventTexts;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builder of an event that gets its facts, and those facts. */
final class FactEvent {

    private final StringPool pool;
    private final EventTexts texts;
    private final EventFields event = new EventFields();

    private FactEvent(StringPool pool, EventKind kind, String name) {
        this.pool = pool;
        this.texts = new EventTexts(new StringPool.Cache(pool));
        event.clear();
        event.kind = kind;
        with(Attribute.NAME, name);
    }

    static FactEvent of(EventKind kind, String name) {
        return new FactEvent(new StringPool(1 << 20), kind, name);
    }

    /** An event whose texts find no room in the pool. */
    static FactEvent inline(EventKind kind, String name) {
        return new FactEvent(new StringPool(0), kind, name);
    }

    FactEvent with(Attribute attribute, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        event.setText(attribute, texts.reference(bytes, 0, bytes.length));
        return this;
    }

    FactEvent with(Attribute attribute, long number) {
        event.set(attribute, number);
        return this;
    }

    FactEvent args(String json) {
        event.args = json.getBytes(UTF_8);
        event.argsLength = event.args.length;
        return this;
    }

    FactEvent counters(Map<String, Double> counters) {
        counters.forEach((name, value) -> {
            byte[] bytes = name.getBytes(UTF_8);
            event.addCounter(texts.reference(bytes, 0, bytes.length), value);
        });
        return this;
    }

    /** Adds the facts. */
    FactEvent told() {
        event.inline = texts.inlineBytes();
        new EventFacts(Dialects.of(Set.of(), Set.of("async_npu")), Map.of(), List.of(), pool).addTo(event, null);
        return this;
    }

    boolean has(Attribute attribute) {
        return event.has(attribute);
    }

    /** Value of an attribute as text; null if it is absent. */
    @Nullable
    String value(Attribute attribute) {
        if (!event.has(attribute)) {
            return null;
        }
        return switch (attribute.type()) {
            case TEXT -> event.text(pool, event.text(attribute));
            case SYMBOL -> attribute.symbols().get(event.symbol(attribute));
            case BOOLEAN -> String.valueOf(event.isTrue(attribute));
            case FLAG, GROUP -> "true";
            case KIND, LONG, INT, DOUBLE, COUNTERS, JSON -> Long.toString(event.number(attribute));
        };
    }

    String counterName(int index) {
        return event.text(pool, event.counterNames[index]);
    }
}
