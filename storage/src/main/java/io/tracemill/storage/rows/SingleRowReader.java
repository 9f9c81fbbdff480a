package io.tracemill.storage.rows;

import io.tracemill.schemas.AvroSerde;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A reader of records that are one row each. */
final class SingleRowReader<A extends SpecificRecord> implements RowReader<A, A> {

    private static final int NONE = -1;

    private final AvroSerde<A> serde;
    private final Predicate<A> archived;
    private final int runField;
    private final int dateField;
    private @Nullable HivePartition last;

    /** A reader of the records of a type. A record that the predicate rejects says nothing final and leaves no row. */
    SingleRowReader(Class<A> type, Predicate<A> archived) {
        this.serde = AvroSerde.of(type);
        this.archived = archived;
        Schema schema = SpecificData.get().getSchema(type);
        Schema.@Nullable Field run = schema.getField("run");
        this.runField = run == null ? NONE : run.pos();
        this.dateField = schema.getField("date").pos();
    }

    @Override
    public Optional<Rows<A, A>> read(byte[] bytes) {
        A record = serde.decode(bytes);
        return archived.test(record) ? Optional.of(Rows.of(record, partition(record))) : Optional.empty();
    }

    /**
     * The partition of a record. The one of the record before is kept, because checking it takes longer than all else.
     */
    private HivePartition partition(A record) {
        @Nullable String run = runField == NONE ? null : (String) record.get(runField);
        String date = (String) record.get(dateField);
        HivePartition partition = last;
        if (partition == null || !Objects.equals(run, partition.run()) || !date.equals(partition.date())) {
            partition = new HivePartition(run, date);
            last = partition;
        }
        return partition;
    }
}
