package io.tracemill.storage.rows;

import io.tracemill.schemas.Component;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TelemetrySample;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.flat.FlatSpan;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** The datasets of the archive: one for each topic that has a dataset, and those that are derived from others. */
public final class Datasets {

    /** Events with what the pass found out about them. */
    public static final Dataset<SpanBatch, FlatSpan> SPANS = SpanRows.dataset();

    /** A row per reading of a device in the fleet. */
    public static final Dataset<TelemetryBatch, TelemetrySample> TELEMETRY = TelemetryRows.dataset();

    /** The datasets whose records hold many rows each. */
    private static final List<Dataset<?, ?>> OF_BATCHES = List.of(SPANS, TELEMETRY);

    /** The datasets that topics feed, in the order of the catalogue. */
    public static final List<Dataset<?, ?>> ALL = Topic.readBy(Component.ARCHIVE).stream()
            .<Dataset<?, ?>>map(Datasets::of)
            .toList();

    /** A row per trace, once its state is final. */
    public static final Dataset<TraceInfo, TraceInfo> TRACES = of(TraceInfo.class);

    /** A row per hardware counter of a kernel, copy or memset. */
    public static final DerivedDataset<SpanBatch, FlatSpan, ?> KERNEL_COUNTERS = KernelCounterRows.dataset();

    /** A row per allocation, release or reading of a device's memory. */
    public static final DerivedDataset<SpanBatch, FlatSpan, ?> MEMORY = MemoryRows.dataset();

    /** A row per collective and link that it used. */
    public static final DerivedDataset<SpanBatch, FlatSpan, ?> COMMUNICATION = CommunicationRows.dataset();

    /** The datasets that are derived from others. */
    public static final List<DerivedDataset<?, ?, ?>> DERIVED = List.of(KERNEL_COUNTERS, MEMORY, COMMUNICATION);

    private Datasets() {}

    /** The datasets that topics feed which Tracemill itself writes. */
    public static List<Dataset<?, ?>> written() {
        return ALL.stream()
                .filter(dataset -> !dataset.topic().writers().isEmpty())
                .toList();
    }

    private static Dataset<?, ?> of(Topic topic) {
        return OF_BATCHES.stream()
                .filter(dataset -> dataset.topic() == topic)
                .findFirst()
                .orElseGet(() -> SingleRowDatasets.dataset(topic));
    }

    /**
     * The dataset of records that are one row each.
     *
     * @throws IllegalArgumentException if there is none with such records
     */
    @SuppressWarnings("unchecked") // the dataset's type is that of its records and, but for batches, of its rows
    public static <A extends SpecificRecord> Dataset<A, A> of(Class<A> type) {
        return (Dataset<A, A>) ALL.stream()
                .filter(dataset -> dataset.type().equals(type) && !OF_BATCHES.contains(dataset))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no dataset has a row per " + type.getSimpleName()));
    }

    /** All datasets, whether topics feed them or they are derived. */
    public static List<Table<?, ?>> tables() {
        return Stream.<Table<?, ?>>concat(ALL.stream(), DERIVED.stream()).toList();
    }

    /** The datasets that follow from traces alone. */
    public static List<Table<?, ?>> ofTraces() {
        Set<String> ofFleet = Topic.datasetsOfFleet();
        return tables().stream()
                .filter(table -> !ofFleet.contains(table.name()))
                .toList();
    }

    /** The datasets that are derived from this one. */
    @SuppressWarnings("unchecked") // its source is the dataset, so it takes the records and rows of the dataset
    public static <A extends SpecificRecord, R> List<DerivedDataset<A, R, ?>> derivedFrom(Dataset<A, R> dataset) {
        return DERIVED.stream()
                .filter(derived -> derived.source().equals(dataset))
                .<DerivedDataset<A, R, ?>>map(derived -> (DerivedDataset<A, R, ?>) derived)
                .toList();
    }

    /** Converts nanoseconds to microseconds, rounded down. */
    static long micros(long nanos) {
        return Math.floorDiv(nanos, 1000L);
    }
}
