package io.tracemill.streams.pass;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Collective;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.SyncScope;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Builder of a small trace. Events may be added in any order and are cut into batches as ingest does it. */
public final class TestTrace {

    /** Name of the string that is the group of a collective. */
    private static final String GROUP = "group";

    private static final AvroSerde<TraceEventBatch> SERDE = AvroSerde.of(TraceEventBatch.class);

    private final String id;
    private final List<Draft> drafts = new ArrayList<>();
    private String process = "1";
    private String thread = "1";
    private @Nullable String device = "0";
    private @Nullable String stream = "7";

    /** An event and its strings. */
    private record Draft(TraceEvent event, Map<String, String> strings) {}

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

    /** Makes the last event the mark of a step. */
    public TestTrace marking(int step) {
        last().setStepMark(step);
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

    public TestTrace kernelOfShape(String name, long start, long duration, String grid) {
        onDevice(EventKind.KERNEL, name, start, duration, -1);
        drafts.get(drafts.size() - 1).strings.put("grid", grid);
        return this;
    }

    public TestTrace countedKernel(String name, long start, long duration, Map<String, Double> counters) {
        onDevice(EventKind.KERNEL, name, start, duration, -1);
        drafts.get(drafts.size() - 1).event.setCounters(counters);
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
            drafts.get(drafts.size() - 1).strings.put(GROUP, group);
        }
        return this;
    }

    /** Sets the remaining arguments of the last event. */
    public TestTrace withArgs(String json) {
        last().setArgs(json);
        return this;
    }

    private TraceEvent last() {
        return drafts.get(drafts.size() - 1).event;
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
        link();
        List<Draft> ordered = drafts.stream()
                .sorted(Comparator.comparingLong((Draft draft) -> draft.event.getStartNs())
                        .thenComparing(draft -> -draft.event.getDurationNs())
                        .thenComparing(draft -> rank(draft.event.getKind())))
                .toList();
        List<TraceEventBatch> batches = new ArrayList<>();
        for (int from = 0; from < ordered.size(); from += size) {
            int to = Math.min(ordered.size(), from + size);
            long watermark = to < ordered.size() ? ordered.get(to).event.getStartNs() : Long.MAX_VALUE;
            batches.add(batch(ordered.subList(from, to), batches.size(), watermark));
        }
        batches.get(0).setHeader(TestFrame.header(id));
        TraceEventBatch last = batches.get(batches.size() - 1);
        last.setLast(true);
        last.setTotals(TestFrame.totals(drafts.stream().map(Draft::event).toList()));
        return batches.stream()
                .map(batch -> SERDE.decode(SERDE.encode(batch)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static int rank(EventKind kind) {
        return switch (kind) {
            case ANNOTATION -> 0;
            case OPERATOR -> 1;
            case LAUNCH, RUNTIME -> 2;
            case KERNEL, COMMUNICATION, MEMCPY, MEMSET -> 3;
            case PYTHON, SYNC, COUNTER, INSTANT, OTHER -> 4;
        };
    }

    /**
     * Sets what ingest derives from the whole file: the number of device events of each launch, and whether a device
     * event has a launch.
     */
    private void link() {
        Map<Long, Integer> onDevice = new HashMap<>();
        Map<Long, TraceEvent> launches = new HashMap<>();
        for (Draft draft : drafts) {
            Long correlation = draft.event.getCorrelationId();
            if (correlation != null && rank(draft.event.getKind()) == 3) {
                onDevice.merge(correlation, 1, Integer::sum);
            } else if (correlation != null) {
                launches.put(correlation, draft.event);
            }
        }
        launches.forEach((correlation, launch) -> {
            Integer events = onDevice.get(correlation);
            launch.setDeviceEvents(events);
            if (events != null && launch.getKind() == EventKind.RUNTIME) {
                launch.setKind(EventKind.LAUNCH);
            }
        });
        for (Draft draft : drafts) {
            if (rank(draft.event.getKind()) == 3) {
                draft.event.setLaunchInTrace(launches.containsKey(draft.event.getCorrelationId()));
            }
        }
    }

    private TraceEventBatch batch(List<Draft> events, int sequence, long watermark) {
        List<String> strings = new ArrayList<>();
        List<TraceEvent> indexed = new ArrayList<>();
        for (Draft draft : events) {
            TraceEvent event = TraceEvent.newBuilder(draft.event).build();
            draft.strings.forEach((field, string) -> {
                int at = strings.indexOf(string);
                if (at < 0) {
                    strings.add(string);
                    at = strings.size() - 1;
                }
                SpecificRecord of = field.equals(GROUP) ? event.getCollective() : event;
                of.put(of.getSchema().getField(field).pos(), at);
            });
            indexed.add(event);
        }
        return TraceEventBatch.newBuilder()
                .setTraceId(id)
                .setRun("run")
                .setDate("2026-01-01")
                .setNode("node")
                .setRank(3)
                .setPlan("plan")
                .setSequence(sequence)
                .setWatermarkNs(watermark)
                .setLast(false)
                .setStrings(strings)
                .setEvents(indexed)
                .build();
    }
}
