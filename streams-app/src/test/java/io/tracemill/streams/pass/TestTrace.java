package io.tracemill.streams.pass;

import io.tracemill.schemas.ActivityMark;
import io.tracemill.schemas.Collective;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.MemoryEvent;
import io.tracemill.schemas.MemoryEventKind;
import io.tracemill.schemas.SyncScope;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.streams.pass.DraftBatches.Draft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Builder of a small trace. Events may be added in any order and are cut into batches as ingest does it. */
public final class TestTrace extends LastEvent {

    private final String id;
    private final List<Draft> drafts = new ArrayList<>();
    private boolean hasBackward;
    private String process = "1";
    private String thread = "1";
    private @Nullable String device = "0";
    private @Nullable String stream = "7";

    public TestTrace(String id) {
        this.id = id;
    }

    /** Sets the thread of the host events that follow. */
    public TestTrace on(String newProcess, String newThread) {
        process = newProcess;
        thread = newThread;
        return this;
    }

    /** Sets the device and stream of the device events that follow. */
    public TestTrace device(@Nullable String newDevice, @Nullable String newStream) {
        device = newDevice;
        stream = newStream;
        return this;
    }

    public TestTrace operator(String name, long start, long duration) {
        return host(EventKind.OPERATOR, name, start, duration);
    }

    public TestTrace annotation(String name, long start, long duration) {
        return host(EventKind.ANNOTATION, name, start, duration);
    }

    /** Adds an annotation that marks a step. */
    public TestTrace step(int number, long start, long duration) {
        return annotation("step " + number, start, duration).marking(number);
    }

    /** Adds a frame that calls a module. */
    public TestTrace module(String instance, long start, long duration) {
        return host(EventKind.PYTHON, "nn.Module: " + instance, start, duration).marking(ActivityMark.MODULE);
    }

    /** Says that the file has a backward pass. */
    public TestTrace withBackward() {
        hasBackward = true;
        return this;
    }

    public TestTrace host(EventKind kind, String name, long start, long duration) {
        return add(event(kind, start, duration), strings(name));
    }

    /** Adds a host call with a correlation id: a launch if device events have the same id, or else a runtime call. */
    public TestTrace call(String name, long start, long duration, long correlation) {
        TraceEvent event = event(EventKind.RUNTIME, start, duration);
        event.setCorrelationId(correlation);
        return add(event, strings(name));
    }

    /** Adds a host call that launches a graph. */
    public TestTrace graphLaunch(String name, long start, long duration, long correlation) {
        call(name, start, duration, correlation);
        last().setGraphLaunch(true);
        return this;
    }

    /** Adds an operator that is its own launch, on its own device. */
    public TestTrace launchingOperator(String name, long start, long duration, long correlation) {
        TraceEvent event = event(EventKind.OPERATOR, start, duration);
        event.setCorrelationId(correlation);
        Map<String, String> strings = strings(name);
        strings.put("device", "npu:0");
        return add(event, strings);
    }

    public TestTrace kernel(String name, long start, long duration, long correlation) {
        return onDevice(EventKind.KERNEL, name, start, duration, correlation);
    }

    public TestTrace onDevice(EventKind kind, String name, long start, long duration, long correlation) {
        TraceEvent event = event(kind, start, duration);
        event.setCorrelationId(correlation);
        Map<String, String> strings = strings(name);
        strings.put("process", "dev");
        putDevice(strings);
        return add(event, strings);
    }

    /** Adds a range of a profiler, which is no device event. */
    public TestTrace range(String name, long start, long duration, long correlation) {
        return onDevice(EventKind.OTHER, name, start, duration, correlation);
    }

    public TestTrace kernelOfShape(String name, long start, long duration, String grid) {
        onDevice(EventKind.KERNEL, name, start, duration, -1);
        lastStrings().put("grid", grid);
        return this;
    }

    public TestTrace countedKernel(String name, long start, long duration, Map<String, Double> counters) {
        onDevice(EventKind.KERNEL, name, start, duration, -1);
        last().setCounters(counters);
        return this;
    }

    public TestTrace memoryBoundKernel(String name, long start, long duration) {
        onDevice(EventKind.KERNEL, name, start, duration, -1);
        last().setMemoryBound(true);
        return this;
    }

    /** Adds a collective that receives from another stage of a pipeline. */
    public TestTrace receive(String name, long start, long duration, long correlation) {
        onDevice(EventKind.COMMUNICATION, name, start, duration, correlation);
        last().setCollective(Collective.newBuilder().setReceives(true).build());
        return this;
    }

    /** Adds a collective of which the file says something, as of a group of processes. */
    public TestTrace collective(@Nullable String group, Collective said, long start, long duration) {
        onDevice(EventKind.COMMUNICATION, "collective", start, duration, -1);
        last().setCollective(said);
        if (group != null) {
            lastStrings().put(DraftBatches.COLLECTIVE + "group", group);
        }
        return this;
    }

    /** Adds a collective of the first ranks, as many as there are processes in the group. */
    public TestTrace collective(String name, String group, Collective said, long start, long duration) {
        collective(group, said, start, duration);
        lastStrings().put(DraftBatches.COLLECTIVE + "name", name);
        lastStrings().put(DraftBatches.COLLECTIVE + "element_type", "Float");
        if (said.getGroupSize() != null) {
            lastStrings()
                    .put(
                            DraftBatches.COLLECTIVE + "ranks",
                            LongStream.range(0, said.getGroupSize())
                                    .mapToObj(String::valueOf)
                                    .collect(Collectors.joining(",", "[", "]")));
        }
        return this;
    }

    /** Adds a change of the memory of a device, which is null for the host; a release has negative bytes. */
    public TestTrace memory(@Nullable String of, long address, long bytes, long start) {
        return memory(MemoryEventKind.CHANGE, of, address == 0 ? null : (Long) address, bytes, start);
    }

    /** Adds an allocation that is released at its end; never if it has no duration. */
    public TestTrace heldMemory(String operator, long bytes, long start, @Nullable Long duration) {
        memory(MemoryEventKind.ALLOCATION, "0", null, bytes, start);
        last().setKind(EventKind.COUNTER);
        last().setDurationNs(duration);
        lastStrings().put("name", operator);
        return this;
    }

    private TestTrace memory(
            MemoryEventKind kind, @Nullable String of, @Nullable Long address, long bytes, long start) {
        TraceEvent event = event(EventKind.INSTANT, start, 0);
        event.setBytes(bytes);
        event.setMemory(
                MemoryEvent.newBuilder().setKind(kind).setAddress(address).build());
        Map<String, String> strings = strings("[memory]");
        if (of != null) {
            strings.put(DraftBatches.MEMORY_DEVICE, of);
        }
        return add(event, strings);
    }

    @Override
    TestTrace self() {
        return this;
    }

    @Override
    Draft lastDraft() {
        return drafts.get(drafts.size() - 1);
    }

    /** Adds a sync; one without a scope waits for a single event. */
    public TestTrace sync(@Nullable SyncScope scope, long start, long duration) {
        TraceEvent event = event(EventKind.SYNC, start, duration);
        event.setSyncScope(scope);
        Map<String, String> strings = strings("sync");
        putDevice(strings);
        return add(event, strings);
    }

    private void putDevice(Map<String, String> strings) {
        if (device != null) {
            strings.put("device", device);
        }
        if (stream != null) {
            strings.put("stream", stream);
        }
    }

    private TraceEvent event(EventKind kind, long start, long duration) {
        return TraceEvent.newBuilder()
                .setKind(kind)
                .setName(0)
                .setStartNs(start)
                .setDurationNs(duration)
                .build();
    }

    private Map<String, String> strings(String name) {
        Map<String, String> strings = new HashMap<>();
        strings.put("name", name);
        strings.put("process", process);
        strings.put("thread", thread);
        return strings;
    }

    private TestTrace add(TraceEvent event, Map<String, String> strings) {
        strings.putIfAbsent("category", event.getKind().name().toLowerCase(java.util.Locale.ROOT));
        drafts.add(new Draft(event, strings));
        return this;
    }

    /** The whole trace in one batch. */
    public List<TraceEventBatch> inOneBatch() {
        return batches(Math.max(1, drafts.size()));
    }

    /** The trace in batches of so many events. */
    public List<TraceEventBatch> batches(int size) {
        List<TraceEventBatch> batches = new DraftBatches(id, drafts).ofSize(size);
        batches.get(0).getHeader().setHasBackward(hasBackward);
        return batches;
    }
}
