package io.tracemill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.ingest.link.LaunchTable;
import io.tracemill.ingest.pack.EventCodec;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.EventTexts;
import io.tracemill.ingest.pack.GrowingBytes;
import io.tracemill.ingest.pack.SortedBlock;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.Span;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.AttributeType;
import io.tracemill.schemas.flat.FlatSpan;
import io.tracemill.storage.parquet.FileFooter;
import io.tracemill.storage.parquet.OffsetRange;
import io.tracemill.storage.parquet.RowFileReader;
import io.tracemill.storage.parquet.RowFileWriter;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.DerivedDataset;
import io.tracemill.storage.rows.RecordAssembler;
import io.tracemill.storage.rows.Row;
import io.tracemill.storage.rows.Rows;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
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
    private static final int LAST_SYMBOL = 1;

    @TempDir
    static Path dir;

    private static List<String> strings = List.of();
    private static List<TraceEvent> published = List.of();

    /** A launch, and the kernel and the collective that it caused, which have all attributes between them. */
    @BeforeAll
    static void publishEventsWithEverything() throws IOException, InterruptedException {
        StringPool pool = new StringPool(1 << 20);
        GrowingBytes packed = new GrowingBytes(1 << 10);
        EventCodec.write(withEverything(EventKind.RUNTIME, pool), packed);
        EventCodec.write(withEverything(EventKind.KERNEL, pool), packed);
        EventCodec.write(withEverything(EventKind.COMMUNICATION, pool), packed);
        LaunchTable launches = LaunchTable.ofSequentialIds();
        launches.addCall(ID);
        launches.addDeviceEvent(ID);
        launches.addDeviceEvent(ID);
        TraceEventBatch batch = MemoryBatches.publish(SortedBlock.sorted(packed, 3), pool, launches, dir);
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
            byte[] text = attribute.name().getBytes(UTF_8);
            switch (attribute.type()) {
                case TEXT -> event.setText(attribute, texts.reference(text, 0, text.length));
                case LONG, INT -> event.set(attribute, value(attribute));
                case DOUBLE -> event.setDecimal(attribute, value(attribute));
                case BOOLEAN -> event.setBoolean(attribute, true);
                case SYMBOL -> event.set(attribute, LAST_SYMBOL);
                case FLAG, GROUP -> event.setFlag(attribute);
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
        return "{\"" + attribute.name() + "\":1}";
    }

    /** Fields of the schema, and those of the records in it. */
    static List<String> fields() {
        return fields(TraceEvent.getClassSchema(), "");
    }

    private static List<String> fields(Schema record, String before) {
        List<String> fields = new ArrayList<>();
        for (Schema.Field field : record.getFields()) {
            Schema value =
                    field.schema().isNullable() ? field.schema().getTypes().get(1) : field.schema();
            if (value.getType() == Schema.Type.RECORD) {
                fields.addAll(fields(value, before + field.name() + "_"));
            } else {
                fields.add(before + field.name());
            }
        }
        return fields;
    }

    private static Attribute attribute(String field) {
        return Attribute.valueOf(field.toUpperCase(Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void eachFieldIsPackedAndPublished(String field) {
        assertThat(published)
                .anySatisfy(event -> assertThat(value(attribute(field), event, strings))
                        .as("field %s of what was published", field)
                        .isEqualTo(expected(attribute(field))));
    }

    private static Object expected(Attribute attribute) {
        if (attribute == Attribute.CORRELATION_ID) {
            return ID;
        }
        if (attribute == Attribute.LAUNCHED_EVENTS) {
            return 2;
        }
        return switch (attribute.type()) {
            case KIND -> EventKind.KERNEL;
            case TEXT -> attribute.name();
            case LONG -> (long) value(attribute);
            case INT -> value(attribute);
            case DOUBLE -> (double) value(attribute);
            case BOOLEAN, FLAG -> true;
            case SYMBOL -> attribute.symbols().get(LAST_SYMBOL);
            case COUNTERS -> Map.of(attribute.name(), (double) value(attribute));
            case JSON -> json(attribute);
            case GROUP -> throw new IllegalArgumentException(attribute + " has no value");
        };
    }

    /** Value of an attribute, with the text that it stands for where it is one, and a symbol by its name. */
    private static @Nullable Object value(Attribute attribute, IndexedRecord event, List<String> table) {
        Attribute group = attribute.group();
        IndexedRecord record = group == null ? event : (IndexedRecord) value(group, event, table);
        if (record == null) {
            return null;
        }
        Object value =
                record.get(record.getSchema().getField(attribute.fieldName()).pos());
        return switch (attribute.type()) {
            case TEXT -> value == null ? null : table.get((int) value);
            case SYMBOL -> value == null ? null : value.toString();
            case KIND, LONG, INT, DOUBLE, BOOLEAN, FLAG, GROUP, COUNTERS, JSON -> value;
        };
    }

    @Test
    void eachFieldOfAnEventComesBackFromTheArchive() throws IOException {
        List<SpanBatch> back = new ArrayList<>();
        RecordAssembler assembler = Datasets.SPANS.assembler().apply(back::add);
        RowFileReader.read(write(Datasets.SPANS, rows(published)), assembler::add);
        assembler.end();

        for (int i = 0; i < published.size(); i++) {
            TraceEvent event = back.get(0).getSpans().get(i).getEvent();
            for (Attribute attribute : Attribute.ALL) {
                if (attribute.group() == null && attribute.type() != AttributeType.GROUP) {
                    assertThat(value(attribute, event, back.get(0).getStrings()))
                            .as("field %s of event %d from Parquet", attribute.fieldName(), i)
                            .isEqualTo(value(attribute, published.get(i), strings));
                }
            }
        }
    }

    @Test
    void eachFieldOfACollectiveIsAColumnOfItsRows() throws IOException {
        for (Row row : derived(Datasets.COMMUNICATION, published)) {
            assertColumns(
                    row,
                    Attribute.COLLECTIVE,
                    Map.of(
                            "name", "collective",
                            "element_type", "dtype",
                            "ranks", "group_ranks",
                            "sequence", "group_sequence"));
        }
    }

    @Test
    void eachFieldOfAMemoryEventIsAColumnOfItsRows() throws IOException {
        List<TraceEvent> ofNoDevice = published.stream()
                .map(event -> TraceEvent.newBuilder(event).setDevice(null).build())
                .toList();
        for (Row row : derived(Datasets.MEMORY, ofNoDevice)) {
            assertColumns(row, Attribute.MEMORY, Map.of());
        }
    }

    private static void assertColumns(Row row, Attribute group, Map<String, String> otherNames) {
        for (Attribute attribute : Attribute.ALL) {
            if (attribute.group() == group) {
                String column = otherNames.getOrDefault(attribute.fieldName(), attribute.fieldName());
                assertThat(row.get(column))
                        .as("column %s, of field %s of %s", column, attribute.fieldName(), group.fieldName())
                        .isEqualTo(expected(attribute));
            }
        }
    }

    private static <D> List<Row> derived(DerivedDataset<SpanBatch, FlatSpan, D> dataset, List<TraceEvent> events)
            throws IOException {
        List<Row> rows = new ArrayList<>();
        RowFileReader.read(write(dataset, dataset.derivation().get().rows(rows(events))), rows::add);
        assertThat(rows).isNotEmpty();
        return rows;
    }

    private static Rows<SpanBatch, FlatSpan> rows(List<TraceEvent> events) {
        SpanBatch batch = SpanBatch.newBuilder()
                .setTraceId("trace")
                .setRun("run")
                .setDate("2026-03-01")
                .setSequence(0)
                .setStrings(strings)
                .setSpans(events.stream().map(EveryAttributeTest::span).toList())
                .build();
        byte[] record = AvroSerde.of(SpanBatch.class).encode(batch);
        return Datasets.SPANS.reader().get().read(record).orElseThrow();
    }

    private static Span span(TraceEvent event) {
        Span span = new Span();
        span.setEvent(event);
        return span;
    }

    private static <R> Path write(Table<SpanBatch, R> table, Rows<SpanBatch, R> rows) throws IOException {
        Path file =
                Files.createDirectories(dir.resolve("run=run/date=2026-03-01")).resolve(table.name() + ".parquet");
        try (OutputStream out = Files.newOutputStream(file)) {
            RowFileWriter<SpanBatch, R> writer = RowFileWriter.to(out, table);
            writer.write(rows);
            writer.finish(new FileFooter(new OffsetRange("cluster", "topic", 0, 0, 1), "test"));
        }
        return file;
    }
}
