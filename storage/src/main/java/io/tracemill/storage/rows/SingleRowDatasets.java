package io.tracemill.storage.rows;

import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceState;
import io.tracemill.schemas.TraceStates;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Datasets whose records are one row each. Every field of the record is a column, except run and date. If a record says
 * when it starts, a column {@code start_time} follows.
 */
final class SingleRowDatasets {

    private static final Set<String> DIRECTORIES = Set.of("run", "date");
    private static final String START_TIME = "start_time";

    private SingleRowDatasets() {}

    /** The dataset that a topic feeds. */
    static Dataset<?, ?> dataset(Topic topic) {
        return dataset(topic, topic.type());
    }

    private static <A extends SpecificRecord> Dataset<A, A> dataset(Topic topic, Class<A> type) {
        Schema schema = SpecificData.get().getSchema(type);
        List<Column<A, A>> columns = Stream.concat(
                        SingleRowDatasets.<A>fields(schema), SingleRowDatasets.<A>startTime(schema).stream())
                .toList();
        return new Dataset<>(
                topic.dataset().orElseThrow(),
                topic,
                type,
                columns,
                () -> new SingleRowReader<>(type, archived(schema)),
                sink -> assembler(type, sink));
    }

    private static <A extends SpecificRecord> Stream<Column<A, A>> fields(Schema schema) {
        return schema.getFields().stream()
                .filter(field -> !DIRECTORIES.contains(field.name()))
                .map(SingleRowDatasets::<A>column);
    }

    private static <A extends SpecificRecord> Column<A, A> column(Schema.Field field) {
        int position = field.pos();
        return new Column<>(
                field.name(),
                AvroValues.columnType(field.schema()),
                field.schema().isNullable(),
                ValuePattern.of(field.name()),
                new ColumnSource.OfRecord<>(row -> row.get(position)),
                field.aliases());
    }

    /** When a row starts as a time of day: by a start of its own, or by the header of its trace. */
    private static <A extends SpecificRecord> Optional<Column<A, A>> startTime(Schema schema) {
        Schema.@Nullable Field start = schema.getField("start_ns");
        if (start != null) {
            int position = start.pos();
            return Optional.of(Column.of(
                    START_TIME,
                    ColumnType.Primitive.TIMESTAMP_MICROS,
                    new ColumnSource.OfRecord<>(row -> Datasets.micros((Long) row.get(position)))));
        }
        return field(schema, TraceHeader.getClassSchema())
                .map(position -> Column.optional(
                        START_TIME,
                        ColumnType.Primitive.TIMESTAMP_MICROS,
                        new ColumnSource.OfRecord<>(row -> row.get(position) instanceof TraceHeader header
                                ? Datasets.micros(header.getFirstNs())
                                : null)));
    }

    /** A record with the state of a trace says nothing final before that is final. */
    private static <A extends SpecificRecord> Predicate<A> archived(Schema schema) {
        return field(schema, TraceState.getClassSchema())
                .<Predicate<A>>map(position -> row -> TraceStates.isFinal((TraceState) row.get(position)))
                .orElse(row -> true);
    }

    /** Position of the first field that holds values of a type, which may be null. */
    private static Optional<Integer> field(Schema schema, Schema type) {
        return schema.getFields().stream()
                .filter(field -> AvroValues.nonNull(field.schema()).equals(type))
                .map(Schema.Field::pos)
                .findFirst();
    }

    private static <A extends SpecificRecord> RecordAssembler assembler(Class<A> type, Consumer<A> sink) {
        return new RecordAssembler() {
            @Override
            public void add(Row row) {
                HivePartition partition = row.partition();
                sink.accept(AvroValues.record(type, field -> switch (field) {
                    case "date" -> partition.date();
                    case "run" -> partition.run();
                    default -> row.get(field);
                }));
            }

            @Override
            public void end() {}
        };
    }
}
