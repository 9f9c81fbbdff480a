package io.tracemill.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.link.LaunchTable;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.TraceEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the published form of events, with what only the whole file could tell: absolute time and launches. */
final class EventBuilder {

    private final LaunchTable launches;
    private final StringPool pool;
    private final BatchStrings strings;
    private final long baseNanos;
    private final boolean operatorsLaunch;

    EventBuilder(TraceFacts facts, LaunchTable launches, StringPool pool, BatchStrings strings) {
        this.launches = launches;
        this.pool = pool;
        this.strings = strings;
        this.baseNanos = facts.baseNanos();
        this.operatorsLaunch = facts.dialect().operatorsLaunch();
    }

    /** Builds the event; events must come in the order of the trace, for the first call with an id is its launch. */
    TraceEvent build(EventFields event) {
        TraceEvent built = new TraceEvent();
        built.setKind(event.kind);
        link(event, built);
        built.setStartNs(event.start + baseNanos);
        if (event.duration >= 0) {
            built.setDurationNs(event.duration);
        }
        setStrings(event, built);
        setNumbers(event, built);
        built.setUnclosed(event.has(EventFields.UNCLOSED));
        if (event.counters > 0) {
            built.setCounters(counters(event));
        }
        if (event.argsLength > 0) {
            built.setArgs(new String(event.args, event.argsOffset, event.argsLength, UTF_8));
        }
        return built;
    }

    private void link(EventFields event, TraceEvent built) {
        boolean has = event.has(EventFields.CORRELATION);
        switch (event.kind) {
            case KERNEL, COMMUNICATION, MEMCPY, MEMSET ->
                built.setLaunchInTrace(has && launches.hasLaunch(event.correlation));
            case LAUNCH, RUNTIME -> {
                int owned = has ? launches.takeByCall(event.correlation) : 0;
                built.setKind(owned > 0 ? EventKind.LAUNCH : EventKind.RUNTIME);
                setDeviceEvents(built, owned);
            }
            case OPERATOR -> {
                boolean launch = has && operatorsLaunch;
                setDeviceEvents(built, launch ? launches.takeByOperator(event.correlation) : 0);
            }
            case ANNOTATION, PYTHON, SYNC, COUNTER, INSTANT, OTHER -> {}
        }
    }

    private static void setDeviceEvents(TraceEvent built, int count) {
        if (count > 0) {
            built.setDeviceEvents(count);
        }
    }

    private void setStrings(EventFields event, TraceEvent built) {
        @Nullable Integer name = index(event, EventFields.NAME);
        built.setName(name == null ? 0 : name);
        built.setCategory(index(event, EventFields.CATEGORY));
        built.setProcess(index(event, EventFields.PROCESS));
        built.setThread(index(event, EventFields.THREAD));
        built.setDevice(index(event, EventFields.DEVICE));
        built.setStream(index(event, EventFields.STREAM));
        built.setGrid(index(event, EventFields.GRID));
        built.setBlock(index(event, EventFields.BLOCK));
        built.setInputDims(index(event, EventFields.INPUT_DIMS));
        built.setInputTypes(index(event, EventFields.INPUT_TYPES));
    }

    private @Nullable Integer index(EventFields event, int field) {
        return strings.index(event, event.strings[field]);
    }

    private static void setNumbers(EventFields event, TraceEvent built) {
        if (event.has(EventFields.CORRELATION)) {
            built.setCorrelationId(event.correlation);
        }
        if (event.has(EventFields.EXTERNAL_ID)) {
            built.setExternalId(event.externalId);
        }
        if (event.has(EventFields.REGISTERS)) {
            built.setRegistersPerThread(event.registers);
        }
        if (event.has(EventFields.SHARED_MEMORY)) {
            built.setSharedMemoryBytes(event.sharedMemory);
        }
        if (event.has(EventFields.OCCUPANCY)) {
            built.setOccupancyPct(event.occupancy);
        }
        if (event.has(EventFields.BYTES)) {
            built.setBytes(event.bytes);
        }
    }

    private Map<String, Double> counters(EventFields event) {
        Map<String, Double> counters = new LinkedHashMap<>();
        for (int i = 0; i < event.counters; i++) {
            counters.put(event.text(pool, event.counterNames[i]), event.counterValues[i]);
        }
        return counters;
    }
}
