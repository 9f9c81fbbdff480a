package io.tracemill.cli.report.sheet;

import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Schema of a sheet: what is the same for every subject.
 *
 * @param key name for programs; dots separate the parts of a nested name
 * @param role role among the sheets of a subject
 * @param heading name for people
 * @param about phrase beside the heading, which says what the sheet shows
 * @param inShort whether people see the sheet of a subject that is shown in short
 * @param parent key of the sheet whose rows contain these rows; the two are matched by the key columns of the parent
 * @param columns columns, in the order of a table
 * @param marks footnotes
 */
public record SheetSchema(
        String key,
        Role role,
        String heading,
        String about,
        boolean inShort,
        Optional<String> parent,
        List<Column> columns,
        List<Mark> marks) {

    /** Role of a sheet among the sheets of a subject. */
    public enum Role {
        /** One row about the subject as a whole. */
        FACTS,
        /** Rows of their own. */
        ROWS,
        /** Values of other sheets, chosen and ordered for people. */
        VIEW
    }

    /** Checks that keys are unique. */
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

    /** Index of a column. */
    public int index(String column) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).key().equals(column))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("sheet " + key + " has no column " + column));
    }

    /** Indexes of the columns that identify a row. */
    public List<Integer> keyIndexes() {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).priority() == Priority.KEY)
                .boxed()
                .toList();
    }
}
