package io.tracemill.streams.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.KernelStats;
import io.tracemill.schemas.OperatorStats;
import io.tracemill.schemas.Span;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.flat.FlatBatchReader;
import io.tracemill.streams.rollup.TraceRows;
import io.tracemill.streams.write.SpanTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Run of a trace through its pass without Kafka: its rows and spans, as tables. */
public record PassRun(TraceRows rows, List<SpanBatch> spanBatches) {

    public static PassRun of(TestTrace trace) {
        return of(trace.inOneBatch(), PassConfig.defaults());
    }

    public static PassRun of(List<TraceEventBatch> batches, PassConfig config) {
        AvroSerde<TraceEventBatch> events = AvroSerde.of(TraceEventBatch.class);
        AvroSerde<SpanBatch> spans = AvroSerde.of(SpanBatch.class);
        LiveTrace live = LiveTrace.begin(batches.get(0), config, new SpanTable());
        List<byte[]> encoded = new ArrayList<>();
        for (TraceEventBatch batch : batches) {
            encoded.addAll(live.accept(FlatBatchReader.ofEvents().read(events.encode(batch))));
        }
        encoded.addAll(live.lastSpans());
        return new PassRun(
                live.finish(TraceEnd.LAST_BATCH),
                encoded.stream().map(spans::decode).toList());
    }

    public TraceInfo info() {
        return rows.info();
    }

    public List<String> operators(String... columns) {
        return table(rows.of(OperatorStats.class), columns);
    }

    public List<String> kernels(String... columns) {
        return table(rows.of(KernelStats.class), columns);
    }

    public List<String> devices(String... columns) {
        return table(rows.of(DeviceStats.class), columns);
    }

    public List<String> bottlenecks(String... columns) {
        return table(rows.of(Bottleneck.class), columns);
    }

    /** Rows as text, one line each: the values of the columns. */
    public static List<String> table(List<? extends SpecificRecord> rows, String... columns) {
        return rows.stream()
                .map(row -> Stream.of(columns)
                        .map(column -> String.valueOf(
                                row.get(row.getSchema().getField(column).pos())))
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    /**
     * Spans as text, one line each, sorted: name, operator, parent, depth, self_ns, step, launch_ns, queuing_ns; - for
     * an absent value.
     */
    public List<String> spans() {
        return spans(spanBatches);
    }

    public static List<String> spans(List<SpanBatch> batches) {
        return batches.stream()
                .flatMap(batch -> batch.getSpans().stream().map(span -> line(span, batch.getStrings())))
                .sorted()
                .toList();
    }

    /**
     * Ids as text, one line for each span, sorted by id: span_id, name, parent_id, owner_id, launch_id, launch_process,
     * launch_thread; - for an absent value.
     */
    public List<String> ids() {
        return ids(spanBatches);
    }

    public static List<String> ids(List<SpanBatch> batches) {
        Map<Long, String> lines = new TreeMap<>();
        for (SpanBatch batch : batches) {
            for (Span span : batch.getSpans()) {
                String line = text(
                        span.getSpanId(),
                        batch.getStrings().get(span.getEvent().getName()),
                        span.getParentId(),
                        span.getOwnerId(),
                        span.getLaunchId(),
                        string(span.getLaunchProcess(), batch),
                        string(span.getLaunchThread(), batch));
                assertThat(lines.put(span.getSpanId(), line)).isNull();
            }
        }
        return List.copyOf(lines.values());
    }

    private static @Nullable String string(@Nullable Integer index, SpanBatch batch) {
        return index == null ? null : batch.getStrings().get(index);
    }

    private static String line(Span span, List<String> strings) {
        return text(
                strings.get(span.getEvent().getName()),
                span.getOperator() == null ? null : strings.get(span.getOperator()),
                span.getParent() == null ? null : strings.get(span.getParent()),
                span.getDepth(),
                span.getSelfNs(),
                span.getStep(),
                span.getLaunchNs(),
                span.getQueuingNs());
    }

    private static String text(@Nullable Object... values) {
        return Stream.of(values)
                .map(value -> Objects.requireNonNullElse(value, "-").toString())
                .collect(Collectors.joining(" "));
    }

    /** Names of the spans with their phases, sorted. */
    public List<String> phases() {
        return spanBatches.stream()
                .flatMap(batch -> batch.getSpans().stream()
                        .map(span -> batch.getStrings().get(span.getEvent().getName()) + " " + span.getPhase()))
                .sorted()
                .toList();
    }

    /** Names of the spans with their modules, sorted. */
    public List<String> modules() {
        return spanBatches.stream()
                .flatMap(batch -> batch.getSpans().stream()
                        .map(span -> batch.getStrings().get(span.getEvent().getName()) + " "
                                + string(span.getModule(), batch)))
                .sorted()
                .toList();
    }

    /** All columns of the rows, sorted; without the trace itself. */
    public List<String> sortedRows() {
        return rows.records().stream()
                .filter(row -> !(row instanceof TraceInfo))
                .map(Object::toString)
                .sorted()
                .toList();
    }

    /** All columns of the rows, the trace and the spans, sorted. */
    public List<String> everything() {
        TraceInfo info = TraceInfo.newBuilder(rows.info()).setBatches(0).build();
        return Stream.of(
                        sortedRows().stream(),
                        Stream.of(info.toString()),
                        spans().stream(),
                        ids().stream(),
                        phases().stream(),
                        modules().stream())
                .flatMap(Function.identity())
                .sorted()
                .toList();
    }
}
