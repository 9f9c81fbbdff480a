package io.tracemill.ingest.facts;

import io.tracemill.ingest.dialect.DeviceTasks;
import io.tracemill.ingest.dialect.Dialect;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.flat.Attribute;

/** Facts about the events of one trace, by their kind. For the thread that publishes. */
public final class EventFacts {

    private final FactTexts texts;
    private final NameFacts.Table names;
    private final CollectiveFacts collectives;
    private final MemoryFacts memory;
    private final SyncFacts syncs;
    private final KernelFacts kernels;

    /** Facts about events of a dialect, whose strings are in a pool. */
    public EventFacts(Dialect dialect, StringPool pool) {
        this.texts = new FactTexts(pool);
        this.names = new NameFacts.Table(texts);
        this.collectives = new CollectiveFacts(texts);
        this.memory = new MemoryFacts(texts);
        this.syncs = new SyncFacts(texts);
        this.kernels = new KernelFacts(pool, dialect.deviceTasks() != DeviceTasks.UNTYPED);
    }

    /**
     * Adds its facts to a whole event, which has its kind and all of its arguments and counters. Returns by how many
     * bytes it grew.
     */
    public int addTo(EventFields event) {
        texts.begin();
        switch (event.kind) {
            case OPERATOR, LAUNCH, RUNTIME -> addToCall(event);
            case ANNOTATION -> addToAnnotation(event);
            case KERNEL -> kernels.addTo(event);
            case COMMUNICATION -> collectives.addTo(event, names.of(event));
            case SYNC -> syncs.addTo(event);
            case INSTANT, COUNTER -> memory.addTo(event, names.of(event));
            case MEMCPY, MEMSET, PYTHON, OTHER -> {}
        }
        return texts.addedBytes();
    }

    private void addToCall(EventFields event) {
        if (names.of(event).graphLaunch()) {
            event.setFlag(Attribute.GRAPH_LAUNCH);
        }
    }

    private void addToAnnotation(EventFields event) {
        int step = names.of(event).step();
        if (step != NameFacts.NO_STEP) {
            event.set(Attribute.STEP_MARK, step);
        }
    }
}
