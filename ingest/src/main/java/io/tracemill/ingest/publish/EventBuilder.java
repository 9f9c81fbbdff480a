package io.tracemill.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.link.LaunchTable;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.FlatEvent;

/** Builder of the published form of events, with absolute times and launches, which only the whole file tells. */
final class EventBuilder {

    private final LaunchTable launches;
    private final StringPool pool;
    private final long baseNanos;
    private final boolean operatorsLaunch;
    private final FlatEvent built = new FlatEvent();

    EventBuilder(TraceFacts facts, LaunchTable launches, StringPool pool) {
        this.launches = launches;
        this.pool = pool;
        this.baseNanos = facts.baseNanos();
        this.operatorsLaunch = facts.dialect().linking().operatorsLaunch();
    }

    /**
     * Builds an event except for its texts, which are still references because they depend on the batch. Events must
     * come in the order of the trace, because the first call with an id is its launch. The result is reused for the
     * next event.
     */
    FlatEvent build(EventFields event) {
        built.clear();
        built.kind = event.kind;
        built.copyValuesFrom(event);
        built.set(Attribute.START_NS, event.start + baseNanos);
        if (event.duration >= 0) {
            built.set(Attribute.DURATION_NS, event.duration);
        }
        if (event.has(Attribute.SUBMIT_NS)) {
            built.set(Attribute.SUBMIT_NS, event.number(Attribute.SUBMIT_NS) + baseNanos);
        }
        link(event);
        if (event.counters > 0) {
            setCounters(event);
        }
        if (event.argsLength > 0) {
            built.args = event.args;
            built.argsOffset = event.argsOffset;
            built.argsLength = event.argsLength;
        }
        return built;
    }

    private void link(EventFields event) {
        boolean has = event.has(Attribute.CORRELATION_ID);
        long id = event.number(Attribute.CORRELATION_ID);
        switch (event.kind) {
            case KERNEL, COMMUNICATION, MEMCPY, MEMSET ->
                built.setBoolean(
                        Attribute.LAUNCH_IN_TRACE,
                        has && !event.has(Attribute.LAUNCH_AMBIGUOUS) && launches.hasLaunch(id));
            case LAUNCH, RUNTIME -> {
                int owned = has ? launches.takeByCall(id) : 0;
                built.kind = owned > 0 ? EventKind.LAUNCH : EventKind.RUNTIME;
                setLaunchedEvents(owned);
            }
            case OPERATOR -> {
                boolean launch = has && operatorsLaunch;
                setLaunchedEvents(launch ? launches.takeByOperator(id) : 0);
            }
            case ANNOTATION, PYTHON, SYNC, COUNTER, INSTANT, OTHER -> {}
        }
    }

    private void setLaunchedEvents(int count) {
        if (count > 0) {
            built.set(Attribute.LAUNCHED_EVENTS, count);
        }
    }

    private void setCounters(EventFields event) {
        built.beginCounters(event.counters);
        for (int i = 0; i < event.counters; i++) {
            int name = event.counterNames[i];
            boolean pooled = name > EventFields.NONE;
            built.addCounter(
                    pooled ? pool.bytes(name) : event.text(pool, name).getBytes(UTF_8), event.counterValues[i]);
        }
        built.endCounters();
    }
}
