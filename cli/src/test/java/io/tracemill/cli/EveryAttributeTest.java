package io.tracemill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.dialect.Dialects;
import io.tracemill.ingest.link.LaunchTable;
import io.tracemill.ingest.pack.EventCodec;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.EventTexts;
import io.tracemill.ingest.pack.GrowingBytes;
import io.tracemill.ingest.pack.SortedBlock;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.publish.BatchPublishing;
import io.tracemill.ingest.publish.EncodedBatch;
import io.tracemill.ingest.publish.TraceFacts;
import io.tracemill.ingest.publish.TracePublisher;
import io.tracemill.ingest.sort.EventSorter;
import io.tracemill.ingest.spill.SpillSpace;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.Span;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.storage.parquet.FileFooter;
import io.tracemill.storage.parquet.OffsetRange;
import io.tracemill.storage.parquet.RowFileReader;
import io.tracemill.storage.parquet.RowFileWriter;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.RecordAssembler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each field of {@code TraceEvent.avsc} goes the whole way: packed, spilled, published in Avro, and into Parquet and
 * back.
 */
class EveryAttributeTest {

    private static final long ID = 77;

    @TempDir
    static Path dir;

    private static List<String> strings = List.of();
    private static List<TraceEvent> published = List.of();

    /** A launch and the kernel that it caused, which have all attributes between them. */
    @BeforeAll
    static void publishEventsWithEverything() throws IOException, InterruptedException {
        StringPool pool = new StringPool(1 << 20);
        GrowingBytes packed = new GrowingBytes(1 << 10);
        EventCodec.write(withEverything(EventKind.RUNTIME, pool), packed);
        EventCodec.write(withEverything(EventKind.KERNEL, pool), packed);
        LaunchTable launches = LaunchTable.ofSequentialIds();
        launches.addCall(ID);
        launches.addDeviceEvent(ID);
        Published batches = new Published();
        try (EventSorter sorter = new EventSorter(new SpillSpace(dir, "every-attribute"), 1)) {
            sorter.add(SortedBlock.sorted(packed, 2));
            new BatchPublishing(facts(), pool, launches, batches, new Totals()).publish(sorter, count -> {});
        }
        TraceEventBatch batch = AvroSerde.of(TraceEventBatch.class).decode(batches.records.get(0));
        strings = batch.getStrings();
        published = batch.getEvents();
    }

    private static EventFields withEverything(EventKind kind, StringPool pool) {
        EventFields event = new EventFields();
        event.clear();
        event.kind = kind;
        event.start = value(Attribute.START_NS);
        event.duration = value(Attribute.DURATION_NS);
        EventTexts texts = new EventTexts(new StringPool.Cache(pool));
        for (Attribute attribute : Attribute.ALL) {
            byte[] text = attribute.fieldName().getBytes(UTF_8);
            switch (attribute.type()) {
                case TEXT -> event.setText(attribute, texts.reference(text, 0, text.length));
                case LONG, INT -> event.set(attribute, value(attribute));
                case DOUBLE -> event.setDecimal(attribute, value(attribute));
                case BOOLEAN -> event.setBoolean(attribute, true);
                case FLAG -> event.setFlag(attribute);
                case COUNTERS -> event.addCounter(texts.reference(text, 0, text.length), value(attribute));
                case JSON -> {
                    event.args = json(attribute).getBytes(UTF_8);
                    event.argsLength = event.args.length;
                }
                case KIND -> {}
            }
        }
        event.set(Attribute.CORRELATION_ID, ID);
        return event;
    }

    private static int value(Attribute attribute) {
        return 1000 + attribute.place();
    }

    private static String json(Attribute attribute) {
        return "{\"" + attribute.fieldName() + "\":1}";
    }

    static List<Schema.Field> fields() {
        return TraceEvent.getClassSchema().getFields();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void eachFieldIsPackedAndPublished(Schema.Field field) {
        assertThat(published)
                .anySatisfy(event -> assertThat(event.get(field.pos()))
                        .as("field %s of what was published", field.name())
                        .isEqualTo(expected(field)));
    }

    private static Object expected(Schema.Field field) {
        Attribute attribute = Attribute.valueOf(field.name().toUpperCase(java.util.Locale.ROOT));
        if (attribute == Attribute.CORRELATION_ID) {
            return ID;
        }
        if (attribute == Attribute.DEVICE_EVENTS) {
            return 1;
        }
        return switch (attribute.type()) {
            case KIND -> EventKind.KERNEL;
            case TEXT -> strings.indexOf(field.name());
            case LONG -> (long) value(attribute);
            case INT -> value(attribute);
            case DOUBLE -> (double) value(attribute);
            case BOOLEAN, FLAG -> true;
            case COUNTERS -> Map.of(field.name(), (double) value(attribute));
            case JSON -> json(attribute);
        };
    }

    @Test
    void eachFieldComesBackFromTheArchive() throws IOException {
        SpanBatch batch = SpanBatch.newBuilder()
                .setTraceId("trace")
                .setRun("run")
                .setDate("2026-03-01")
                .setSequence(0)
                .setStrings(strings)
                .setSpans(published.stream().map(EveryAttributeTest::span).toList())
                .build();
        Path file =
                Files.createDirectories(dir.resolve("run=run/date=2026-03-01")).resolve("x.parquet");
        byte[] record = AvroSerde.of(SpanBatch.class).encode(batch);
        try (OutputStream out = Files.newOutputStream(file)) {
            var writer = RowFileWriter.to(out, Datasets.SPANS);
            writer.write(Datasets.SPANS.reader().get().read(record).orElseThrow());
            writer.finish(new FileFooter(new OffsetRange("cluster", "topic", 0, 0, 1), "test"));
        }
        List<SpanBatch> back = new ArrayList<>();
        RecordAssembler assembler = Datasets.SPANS.assembler().apply(back::add);
        RowFileReader.read(file, assembler::add);
        assembler.end();

        for (int i = 0; i < published.size(); i++) {
            for (Schema.Field field : fields()) {
                assertThat(text(
                                field,
                                back.get(0).getSpans().get(i).getEvent(),
                                back.get(0).getStrings()))
                        .as("field %s of event %d from Parquet", field.name(), i)
                        .isEqualTo(text(field, published.get(i), strings));
            }
        }
    }

    private static Span span(TraceEvent event) {
        Span span = new Span();
        span.setEvent(event);
        return span;
    }

    /** The value of a field, with the text that it stands for where it is one. */
    private static String text(Schema.Field field, TraceEvent event, List<String> table) {
        @Nullable Object value = event.get(field.pos());
        Attribute attribute = Attribute.valueOf(field.name().toUpperCase(java.util.Locale.ROOT));
        boolean isText = (Attribute.TEXTS & attribute.bit()) != 0;
        return isText && value != null ? table.get((int) value) : String.valueOf(value);
    }

    private static TraceFacts facts() {
        TraceHeader header = TraceHeader.newBuilder()
                .setSource("x.json")
                .setDialect("chrome")
                .setFirstNs(0)
                .setLastNs(0)
                .setDeviceNames(Map.of())
                .setProcessNames(Map.of())
                .setThreadNames(Map.of())
                .setMetadata(Map.of())
                .build();
        return new TraceFacts(
                "trace", "run", null, null, "plan", 1 << 20, Dialects.of(Set.of(), Set.of()), Set.of(), header);
    }

    private static final class Totals implements BatchPublishing.Completion {
        @Override
        public void tooLarge(EventFields event) throws IngestException {
            throw new IngestException("too large: " + event.kind);
        }

        @Override
        public void strayRows(long rows) {
            throw new IllegalStateException(rows + " rows");
        }

        @Override
        public IngestTotals totals(long count, Map<String, Long> kinds) {
            return new IngestTotals(0L, count, count, Map.of(), Map.of(), Map.of(), kinds, false, List.of());
        }
    }

    private static final class Published implements TracePublisher {
        private final List<byte[]> records = new ArrayList<>();

        @Override
        public void publish(EncodedBatch batch) {
            records.add(batch.bytes());
        }

        @Override
        public void reject(DeadLetter letter) {
            throw new IllegalStateException("rejected: " + letter);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
