package io.tracemill.streams.pass;

import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Details of events that the pass does not use and must not change. */
public final class EventDetails {

    private final Random random;

    public EventDetails(long seed) {
        this.random = new Random(seed);
    }

    /** Adds random details to the events of some batches. */
    public List<TraceEventBatch> addTo(List<TraceEventBatch> batches) {
        for (TraceEventBatch batch : batches) {
            List<String> strings = new ArrayList<>(batch.getStrings());
            int firstDetail = strings.size();
            strings.addAll(List.of("64,1,1", "[[2,3],[]]", "é\uD83D\uDE00", ""));
            batch.setStrings(strings);
            batch.getEvents().forEach(event -> addTo(event, firstDetail));
        }
        return batches;
    }

    private void addTo(TraceEvent event, int firstDetail) {
        event.setExternalId(maybe(random.nextLong()));
        event.setGrid(maybe(firstDetail + random.nextInt(4)));
        event.setBlock(maybe(firstDetail + random.nextInt(4)));
        event.setInputDims(maybe(firstDetail + random.nextInt(4)));
        event.setInputTypes(maybe(firstDetail + random.nextInt(4)));
        event.setRegistersPerThread(maybe(random.nextInt()));
        event.setSharedMemoryBytes(maybe(random.nextLong()));
        event.setOccupancyPct(maybe(random.nextDouble()));
        event.setBytes(maybe(random.nextLong(1L << 40)));
        event.setCounters(maybe(Map.of("x", random.nextDouble(), "é", -0.0)));
        event.setUnclosed(random.nextBoolean());
        if (event.getArgs() == null) {
            event.setArgs(maybe("{\"k\":\"" + "é".repeat(random.nextInt(200)) + "\"}"));
        }
    }

    private <T> @Nullable T maybe(T value) {
        return random.nextInt(3) == 0 ? null : value;
    }

    /** Events of batches, one line each, sorted. */
    public static List<String> of(List<TraceEventBatch> batches) {
        return batches.stream()
                .flatMap(batch -> batch.getEvents().stream().map(event -> line(event, batch.getStrings())))
                .sorted()
                .toList();
    }

    /** Events of spans, one line each, sorted. */
    public static List<String> ofSpans(Stream<SpanBatch> batches) {
        return batches.flatMap(
                        batch -> batch.getSpans().stream().map(span -> line(span.getEvent(), batch.getStrings())))
                .sorted()
                .toList();
    }

    private static String line(IndexedRecord record, List<String> strings) {
        StringBuilder line = new StringBuilder();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            if (value instanceof Map<?, ?> map) {
                value = new TreeMap<>(map);
            } else if (value instanceof IndexedRecord inner) {
                value = line(inner, strings);
            }
            boolean isIndex = field.doc().startsWith("Index into");
            line.append(isIndex && value != null ? strings.get((Integer) value) : value)
                    .append(' ');
        }
        return line.toString();
    }
}
