package io.tracemill.storage.rows;

import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * A dataset whose rows are derived from those of another one, so that records are read once for both.
 *
 * @param name directory of the dataset
 * @param source the dataset from whose rows it is derived
 * @param columns the columns, in order
 * @param derivation creates the derivation
 * @param <A> type of the records
 * @param <R> type of the rows of the source
 * @param <D> type of its own rows
 */
public record DerivedDataset<A extends SpecificRecord, R, D>(
        String name, Dataset<A, R> source, List<Column<A, D>> columns, Supplier<Derivation<A, R, D>> derivation)
        implements Table<A, D> {

    /** Checks that no two columns have the same name. */
    public DerivedDataset {
        columns = Table.checked(name, columns);
    }
}
