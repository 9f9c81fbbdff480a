package io.tracemill.storage.rows;

import io.tracemill.schemas.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Datasets whose records are one row each. Every field of the record is a column, except run and date. */
final class SingleRowDatasets {

    private static final Set<String> DIRECTORIES = Set.of("run", "date");

    private SingleRowDatasets() {}

    static <A extends SpecificRecord> Dataset<A, A> dataset(
            String name, Topic topic, Class<A> type, Predicate<A> archived, List<Column<A, A>> derived) {
        Schema schema = SpecificData.get().getSchema(type);
        List<Column<A, A>> columns = new ArrayList<>(fields(schema));
        columns.addAll(derived);
        return new Dataset<>(
                name, topic, type, columns, () -> new SingleRowReader<>(type, archived), sink -> assembler(type, sink));
    }

    private static <A extends SpecificRecord> List<Column<A, A>> fields(Schema schema) {
        return schema.getFields().stream()
                .filter(field -> !DIRECTORIES.contains(field.name()))
                .map(SingleRowDatasets::<A>column)
                .toList();
    }

    private static <A extends SpecificRecord> Column<A, A> column(Schema.Field field) {
        int position = field.pos();
        return new Column<>(
                field.name(),
                AvroValues.columnType(field.schema()),
                field.schema().isNullable(),
                ValuePattern.of(field.name()),
                new ColumnSource.OfRecord<>(row -> row.get(position)));
    }

    private static <A extends SpecificRecord> RecordAssembler assembler(Class<A> type, Consumer<A> sink) {
        return new RecordAssembler() {
            @Override
            public void add(Row row) {
                Map<String, Object> values = new HashMap<>(row.values());
                values.put("date", row.partition().date());
                String run = row.partition().run();
                if (run != null) {
                    values.put("run", run);
                }
                sink.accept(AvroValues.record(type, values));
            }

            @Override
            public void end() {}
        };
    }
}
