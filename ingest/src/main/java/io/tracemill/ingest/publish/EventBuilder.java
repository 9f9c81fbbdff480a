package io.tracemill.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.link.LaunchTable;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.FlatEvent;

/** Makes the published form of events, with what only the whole file could tell: absolute time and launches. */
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
     * Builds all of the event but its strings, which depend on the batch. Events must come in the order of the trace, for
     * the first call with an id is its launch. The result is used again for the next event.
     */
    FlatEvent build(EventFields event) {
        built.clear();
        built.kind = event.kind;
        built.startNanos = event.start + baseNanos;
        if (event.duration >= 0) {
            built.present |= FlatEvent.DURATION;
            built.durationNanos = event.duration;
        }
        setNumbers(event);
        link(event);
        built.unclosed = event.has(EventFields.UNCLOSED);
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
        boolean has = event.has(EventFields.CORRELATION);
        switch (event.kind) {
            case KERNEL, COMMUNICATION, MEMCPY, MEMSET -> {
                built.present |= FlatEvent.LAUNCH_IN_TRACE;
                built.launchInTrace = has && launches.hasLaunch(event.correlation);
            }
            case LAUNCH, RUNTIME -> {
                int owned = has ? launches.takeByCall(event.correlation) : 0;
                built.kind = owned > 0 ? EventKind.LAUNCH : EventKind.RUNTIME;
                setDeviceEvents(owned);
            }
            case OPERATOR -> {
                boolean launch = has && operatorsLaunch;
                setDeviceEvents(launch ? launches.takeByOperator(event.correlation) : 0);
            }
            case ANNOTATION, PYTHON, SYNC, COUNTER, INSTANT, OTHER -> {}
        }
    }

    private void setDeviceEvents(int count) {
        if (count > 0) {
            built.present |= FlatEvent.DEVICE_EVENTS;
            built.deviceEvents = count;
        }
    }

    private void setNumbers(EventFields event) {
        built.correlationId = event.correlation;
        built.externalId = event.externalId;
        built.registersPerThread = event.registers;
        built.sharedMemoryBytes = event.sharedMemory;
        built.occupancyPct = event.occupancy;
        built.bytes = event.bytes;
        built.submitNanos = event.submit + baseNanos;
        built.present |= bit(event, EventFields.CORRELATION, FlatEvent.CORRELATION_ID)
                | bit(event, EventFields.EXTERNAL_ID, FlatEvent.EXTERNAL_ID)
                | bit(event, EventFields.REGISTERS, FlatEvent.REGISTERS)
                | bit(event, EventFields.SHARED_MEMORY, FlatEvent.SHARED_MEMORY)
                | bit(event, EventFields.OCCUPANCY, FlatEvent.OCCUPANCY)
                | bit(event, EventFields.BYTES, FlatEvent.BYTES)
                | bit(event, EventFields.SUBMIT, FlatEvent.SUBMIT);
    }

    private static int bit(EventFields event, int packed, int published) {
        return event.has(packed) ? published : 0;
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
