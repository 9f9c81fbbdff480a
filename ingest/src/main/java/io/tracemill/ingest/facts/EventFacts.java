package io.tracemill.ingest.facts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tracemill.ingest.dialect.DeviceTasks;
import io.tracemill.ingest.dialect.Dialect;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.ProcessGroup;
import io.tracemill.schemas.flat.Attribute;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts about the events of one trace, by their kind. For the thread that publishes. */
public final class EventFacts {

    /** Phase of the start of a flow, which is the launch of what the flow leads to. */
    private static final char START_OF_FLOW = 's';

    /** Category of Kineto for what CUDA and the profiler do besides calls, such as loading functions lazily. */
    private static final byte[] OVERHEAD = "overhead".getBytes(US_ASCII);

    /**
     * Device of tasks that say none: in files of 2023, ids of processes are small and tell no device of the only one.
     */
    private static final String ONLY_DEVICE = "0";

    private final boolean typedTasks;
    private final FactTexts texts;
    private final NameFacts.Table names;
    private final CollectiveFacts collectives;
    private final MemoryFacts memory;
    private final SyncFacts syncs;
    private final KernelFacts kernels;
    private final PhaseFacts phases;
    private final ActivityFacts activities;
    private final WorkFacts works;
    private final LayerFacts layers;
    private final CopyFacts copies = new CopyFacts();
    private final DeviceFacts devices;

    /**
     * Facts about events of a dialect, whose strings are in a pool, whose processes may stand for devices, and in which
     * these groups of processes are described.
     */
    public EventFacts(Dialect dialect, Map<String, String> processDevices, List<ProcessGroup> groups, StringPool pool) {
        this.typedTasks = dialect.deviceTasks() != DeviceTasks.UNTYPED;
        this.texts = new FactTexts(pool);
        this.names = new NameFacts.Table(texts);
        this.collectives = new CollectiveFacts(texts, groups);
        this.memory = new MemoryFacts(texts);
        this.syncs = new SyncFacts(texts);
        this.devices = new DeviceFacts(texts, processDevices, dialect.processIsDevice());
        this.kernels = new KernelFacts(pool, typedTasks);
        this.phases = new PhaseFacts(pool::bytes);
        this.activities = new ActivityFacts(pool::bytes);
        this.works = new WorkFacts(pool::bytes);
        this.layers = new LayerFacts(pool::bytes);
    }

    /** What an operator or annotation says of the collective that it launches, and the call around it. */
    public CollectiveCall callOf(EventFields event, @Nullable CollectiveCall around) {
        return collectives.call(event, names.of(event), around);
    }

    /**
     * Adds its facts to a whole event, which has its kind and all of its arguments and counters. Returns by how many
     * bytes it grew.
     *
     * @param call call that launched a collective, null if none is known
     */
    public int addTo(EventFields event, @Nullable CollectiveCall call) {
        texts.begin();
        event.launches = false;
        switch (event.kind) {
            case OPERATOR -> {
                addToCall(event);
                addToFrame(event);
                works.addTo(event);
                layers.addToOperator(event);
            }
            case LAUNCH, RUNTIME -> {
                addToCall(event);
                activities.addToCall(event);
            }
            case ANNOTATION -> addToAnnotation(event);
            case KERNEL, COMMUNICATION, MEMCPY, MEMSET -> addToDeviceEvent(event, call);
            case SYNC -> {
                devices.addTo(event);
                syncs.addTo(event);
            }
            case INSTANT, COUNTER -> memory.addTo(event, names.of(event));
            case OTHER -> addToOther(event);
            case PYTHON -> {
                addToFrame(event);
                layers.addToModule(event);
            }
        }
        return texts.addedBytes();
    }

    private void addToDeviceEvent(EventFields event, @Nullable CollectiveCall call) {
        devices.addTo(event);
        if (typedTasks && !event.has(Attribute.DEVICE)) {
            texts.set(event, Attribute.DEVICE, ONLY_DEVICE);
        }
        switch (event.kind) {
            case KERNEL -> kernels.addTo(event);
            case COMMUNICATION -> collectives.addTo(event, names.of(event), call);
            case MEMCPY -> copies.addTo(event, names.of(event));
            case OPERATOR, LAUNCH, RUNTIME, ANNOTATION, PYTHON, SYNC, COUNTER, INSTANT, MEMSET, OTHER -> {}
        }
    }

    private void addToCall(EventFields event) {
        NameFacts name = names.of(event);
        event.launches = event.phase == START_OF_FLOW || name.launches();
        if (name.graphLaunch()) {
            event.setFlag(Attribute.GRAPH_LAUNCH);
        }
    }

    private void addToOther(EventFields event) {
        if (texts.is(event, Attribute.CATEGORY, OVERHEAD) && !event.has(Attribute.DEVICE)) {
            event.setFlag(Attribute.RUNTIME_OVERHEAD);
            activities.addToCall(event);
        }
    }

    private void addToAnnotation(EventFields event) {
        int step = names.of(event).step();
        if (step != NameFacts.NO_STEP) {
            event.set(Attribute.STEP_MARK, step);
        }
        if (!event.has(Attribute.DEVICE)) {
            addToFrame(event);
        }
    }

    private void addToFrame(EventFields frame) {
        phases.addTo(frame);
        activities.addToFrame(frame);
    }
}
