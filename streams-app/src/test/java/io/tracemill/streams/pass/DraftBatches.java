package io.tracemill.streams.pass;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** Sorts, links and cuts the events of a test trace into batches as ingest does it. */
record DraftBatches(String id, List<Draft> drafts) {

    /** How the names of strings that belong to a collective begin: with the field of its record. */
    static final String COLLECTIVE = "collective/";

    /** Device whose memory an event tells of. */
    static final String MEMORY_DEVICE = "memory/device";

    private static final AvroSerde<TraceEventBatch> SERDE = AvroSerde.of(TraceEventBatch.class);

    /** An event and its strings, by the names of their fields. */
    record Draft(TraceEvent event, Map<String, String> strings) {}

    /** The trace in batches of so many events. */
    List<TraceEventBatch> ofSize(int size) {
        link();
        List<Draft> ordered = drafts.stream()
                .sorted(Comparator.comparingLong((Draft draft) -> draft.event().getStartNs())
                        .thenComparing(draft ->
                                -Objects.requireNonNullElse(draft.event().getDurationNs(), 0L))
                        .thenComparing(draft -> rank(draft.event().getKind())))
                .toList();
        List<TraceEventBatch> batches = new ArrayList<>();
        for (int from = 0; from < ordered.size(); from += size) {
            int to = Math.min(ordered.size(), from + size);
            long watermark = to < ordered.size() ? ordered.get(to).event().getStartNs() : Long.MAX_VALUE;
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
            Long correlation = draft.event().getCorrelationId();
            if (correlation != null && isLaunched(draft)) {
                onDevice.merge(correlation, 1, Integer::sum);
            } else if (correlation != null) {
                launches.put(correlation, draft.event());
            }
        }
        launches.forEach((correlation, launch) -> {
            Integer events = onDevice.get(correlation);
            launch.setLaunchedEvents(events);
            if (events != null && launch.getKind() == EventKind.RUNTIME) {
                launch.setKind(EventKind.LAUNCH);
            }
        });
        for (Draft draft : drafts) {
            if (isLaunched(draft)) {
                draft.event()
                        .setLaunchInTrace(launches.containsKey(draft.event().getCorrelationId()));
            }
        }
    }

    private static boolean isLaunched(Draft draft) {
        boolean range =
                draft.event().getKind() == EventKind.OTHER && draft.event().getCorrelationId() != null;
        return range || rank(draft.event().getKind()) == 3;
    }

    /** Sets a field of an event, or of one of its records: a slash stands between the two fields. */
    private static void put(TraceEvent event, String field, int at) {
        int slash = field.indexOf('/');
        SpecificRecord of = slash < 0
                ? event
                : (SpecificRecord) event.get(
                        event.getSchema().getField(field.substring(0, slash)).pos());
        of.put(of.getSchema().getField(field.substring(slash + 1)).pos(), at);
    }

    private TraceEventBatch batch(List<Draft> events, int sequence, long watermark) {
        List<String> strings = new ArrayList<>();
        List<TraceEvent> indexed = new ArrayList<>();
        for (Draft draft : events) {
            TraceEvent event = TraceEvent.newBuilder(draft.event()).build();
            draft.strings().forEach((field, string) -> {
                int at = strings.indexOf(string);
                if (at < 0) {
                    strings.add(string);
                    at = strings.size() - 1;
                }
                put(event, field, at);
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
