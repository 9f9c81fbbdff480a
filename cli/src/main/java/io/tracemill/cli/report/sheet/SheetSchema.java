package io.tracemill.cli.report.sheet;

import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What is known of a sheet before it is filled: what a program needs to read any sheet of its kind.
 *
 * @param key its name for programs; dots separate the parts of a nested name
 * @param role what it is beside the other sheets
 * @param heading its name for people
 * @param about what it shows, as a phrase beside the heading
 * @param parent key of the sheet to whose rows these belong, by the key columns that both have
 * @param columns in the order of a table
 * @param marks reservations about some values
 */
public record SheetSchema(
        String key,
        Role role,
        String heading,
        String about,
        Optional<String> parent,
        List<Column> columns,
        List<Mark> marks) {

    /** What a sheet is beside the others about the same subject. */
    public enum Role {
        /** One row, of the subject as a whole. */
        FACTS,
        /** Rows of their own. */
        ROWS,
        /** Values of other sheets, chosen and ordered for a person. */
        VIEW
    }

    /** Checks that no key is there twice. */
    public SheetSchema {
        columns = List.copyOf(columns);
        marks = List.copyOf(marks);
        Set<String> keys = new HashSet<>();
        for (Column column : columns) {
            if (!keys.add(column.key())) {
                throw new IllegalArgumentException("sheet " + key + " has two columns " + column.key());
            }
        }
    }

    /** Where a column stands in each row. */
    public int index(String column) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).key().equals(column))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("sheet " + key + " has no column " + column));
    }

    /** Where the columns stand that say which row it is. */
    public List<Integer> keyIndexes() {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).priority() == Priority.KEY)
                .boxed()
                .toList();
    }
}
