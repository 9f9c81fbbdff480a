package io.tracemill.storage.rows;

import io.tracemill.schemas.Topic;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * A dataset whose records come from a topic.
 *
 * @param name directory of the dataset, such as {@code operator_stats}
 * @param topic topic of the records
 * @param type type of the records
 * @param columns the columns, in order; {@code run} and {@code date} are directories, not columns
 * @param reader creates a reader of the records
 * @param assembler creates an assembler that passes the records on
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

    /** Checks that no two columns have the same name. */
    public Dataset {
        columns = Table.checked(name, columns);
    }
}
