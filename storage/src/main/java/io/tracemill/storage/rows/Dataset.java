package io.tracemill.storage.rows;

import io.tracemill.schemas.Topic;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * A dataset that a topic feeds: where its records come from and what its rows hold.
 *
 * @param name directory of the dataset, such as {@code operator_stats}
 * @param topic where its records come from
 * @param type type of the records
 * @param columns the columns, in order; {@code run} and {@code date} are directories, not columns
 * @param reader makes a reader of its records
 * @param assembler puts rows together again and hands the records on
 * @param <A> type of the records
 * @param <R> type of the rows
 */
public record Dataset<A extends SpecificRecord, R>(
        String name,
        Topic topic,
        Class<A> type,
        List<Column<A, R>> columns,
        Supplier<RowReader<A, R>> reader,
        Function<Consumer<A>, RecordAssembler> assembler)
        implements Table<A, R> {

    /** Checks that no two columns share a name. */
    public Dataset {
        columns = Table.checked(name, columns);
    }
}
