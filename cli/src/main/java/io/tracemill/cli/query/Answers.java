package io.tracemill.cli.query;

import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * Where answers go as text, and how they look.
 *
 * @param format one that is text
 * @param size the largest table
 * @param out where rows go
 * @param notes takes what a table does not show, a sentence each
 */
public record Answers(RowFormat format, TableSize size, Writer out, Consumer<String> notes) {

    /** Checks the format. */
    public Answers {
        if (!format.isText()) {
            throw new IllegalArgumentException("format must be text but was " + format);
        }
    }

    /** Answers as CSV, which leaves nothing out. */
    public static Answers csv(Writer out) {
        return new Answers(RowFormat.CSV, new TableSize(Integer.MAX_VALUE, 1), out, note -> {});
    }

    /** Answers in another format. */
    Answers as(RowFormat other) {
        return new Answers(other, size, out, notes);
    }

    /** Answers with at most this many rows in a table. */
    Answers limited(int rows) {
        return new Answers(format, new TableSize(size.columns(), rows), out, notes);
    }

    /** Answers into a file, in which no table is narrowed. */
    public Answers into(Writer file) {
        return new Answers(format, new TableSize(Integer.MAX_VALUE, size.rows()), file, notes);
    }

    /** Answers to where these others go. */
    Answers backTo(Answers others) {
        return new Answers(format, new TableSize(others.size.columns(), size.rows()), others.out, notes);
    }

    /** Writes an answer, and returns how many rows of it were written. */
    long write(ResultSet rows) throws SQLException, IOException {
        return switch (format) {
            case TABLE -> TableRows.write(rows, this);
            case JSON -> JsonRows.write(rows, out);
            case CSV -> CsvRows.write(rows, out);
            case PARQUET, XLSX -> throw new IllegalStateException(format + " is not text");
        };
    }
}
