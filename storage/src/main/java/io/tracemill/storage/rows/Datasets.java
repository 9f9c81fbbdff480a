package io.tracemill.storage.rows;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.KernelStats;
import io.tracemill.schemas.OperatorStats;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TelemetrySample;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceStates;
import io.tracemill.schemas.flat.FlatSpan;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The datasets of the archive. */
public final class Datasets {

    /** Events with what the pass found out about them. */
    public static final Dataset<SpanBatch, FlatSpan> SPANS = SpanRows.dataset();

    /** A row per operator of a trace. */
    public static final Dataset<OperatorStats, OperatorStats> OPERATOR_STATS = SingleRowDatasets.dataset(
            "operator_stats", Topic.OPERATOR_STATS, OperatorStats.class, record -> true, List.of());

    /** A row per kernel and device of a trace. */
    public static final Dataset<KernelStats, KernelStats> KERNEL_STATS =
            SingleRowDatasets.dataset("kernel_stats", Topic.KERNEL_STATS, KernelStats.class, record -> true, List.of());

    /** A row per device and step of a trace. */
    public static final Dataset<DeviceStats, DeviceStats> DEVICE_STATS = SingleRowDatasets.dataset(
            "device_stats",
            Topic.DEVICE_STATS,
            DeviceStats.class,
            record -> true,
            List.of(Column.of(
                    "start_time",
                    ColumnType.Primitive.TIMESTAMP_MICROS,
                    new ColumnSource.OfRecord<>(row -> micros(row.getStartNs())))));

    /** A verdict per device and step of a trace. */
    public static final Dataset<Bottleneck, Bottleneck> BOTTLENECKS =
            SingleRowDatasets.dataset("bottlenecks", Topic.BOTTLENECKS, Bottleneck.class, record -> true, List.of());

    /** How the ranks of a run differ, a row per step and one for the whole run. */
    public static final Dataset<RankSpread, RankSpread> RANK_SPREAD =
            SingleRowDatasets.dataset("rank_spread", Topic.RANK_SPREAD, RankSpread.class, record -> true, List.of());

    /** A row per trace, once its state is final. */
    public static final Dataset<TraceInfo, TraceInfo> TRACES = SingleRowDatasets.dataset(
            "traces",
            Topic.TRACES,
            TraceInfo.class,
            trace -> TraceStates.isFinal(trace.getState()),
            List.of(Column.optional(
                    "start_time",
                    ColumnType.Primitive.TIMESTAMP_MICROS,
                    new ColumnSource.OfRecord<>(Datasets::startOf))));

    /** A row per reading of a device in the fleet. */
    public static final Dataset<TelemetryBatch, TelemetrySample> TELEMETRY = TelemetryRows.dataset();

    /** A row per hardware counter of a kernel, copy or memset. */
    public static final DerivedDataset<SpanBatch, FlatSpan, ?> KERNEL_COUNTERS = KernelCounterRows.dataset();

    /** A row per allocation, release or reading of a device's memory. */
    public static final DerivedDataset<SpanBatch, FlatSpan, ?> MEMORY = MemoryRows.dataset();

    /** A row per collective and link that it used. */
    public static final DerivedDataset<SpanBatch, FlatSpan, ?> COMMUNICATION = CommunicationRows.dataset();

    /** Those that topics feed. */
    public static final List<Dataset<?, ?>> ALL =
            List.of(SPANS, OPERATOR_STATS, KERNEL_STATS, DEVICE_STATS, BOTTLENECKS, RANK_SPREAD, TRACES, TELEMETRY);

    /** Those that are made from the rows of others. */
    public static final List<DerivedDataset<?, ?, ?>> DERIVED = List.of(KERNEL_COUNTERS, MEMORY, COMMUNICATION);

    private Datasets() {}

    /** All of them, whatever feeds them. */
    public static List<Table<?, ?>> tables() {
        return Stream.<Table<?, ?>>concat(ALL.stream(), DERIVED.stream()).toList();
    }

    /** Those that are made from the rows of this one. */
    @SuppressWarnings("unchecked") // its source is the dataset, so it takes the records and rows of the dataset
    public static <A extends SpecificRecord, R> List<DerivedDataset<A, R, ?>> derivedFrom(Dataset<A, R> dataset) {
        return DERIVED.stream()
                .filter(derived -> derived.source().equals(dataset))
                .<DerivedDataset<A, R, ?>>map(derived -> (DerivedDataset<A, R, ?>) derived)
                .toList();
    }

    /** Microseconds, rounded down, of nanoseconds. */
    static long micros(long nanos) {
        return Math.floorDiv(nanos, 1000L);
    }

    private static @Nullable Object startOf(TraceInfo trace) {
        TraceHeader header = trace.getHeader();
        return header == null ? null : micros(header.getFirstNs());
    }
}
