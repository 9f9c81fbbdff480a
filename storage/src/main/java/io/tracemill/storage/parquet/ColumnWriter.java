package io.tracemill.storage.parquet;

import io.tracemill.schemas.flat.StringTable;
import io.tracemill.storage.rows.ColumnSource;
import io.tracemill.storage.rows.Rows;

/**
 * Writer of one column: it takes the values of the column from rows and adds them to the column's chunks.
 *
 * @param <A> the record
 * @param <R> the row
 */
interface ColumnWriter<A, R> {

    /** Adds the values of the rows with an index in {@code [from, to)}. */
    void add(Rows<A, R> rows, int from, int to);

    /** Writer of a value of any type that all rows of a record share. */
    record OfRecord<A, R>(ColumnSource.OfRecord<A, R> source, Shredder shredder) implements ColumnWriter<A, R> {
        @Override
        public void add(Rows<A, R> rows, int from, int to) {
            Object value = source.value().apply(rows.record());
            for (int i = from; i < to; i++) {
                shredder.add(value, 0, 0);
            }
        }
    }

    /** Writer of a primitive value that all rows of a record share. */
    record OfConstant<A, R>(ColumnSource.OfRecord<A, R> source, Shredder shredder, ColumnChunk chunk)
            implements ColumnWriter<A, R> {
        @Override
        public void add(Rows<A, R> rows, int from, int to) {
            Object value = source.value().apply(rows.record());
            shredder.add(value, 0, 0);
            if (value != null) {
                chunk.addAgain(to - from - 1);
                return;
            }
            for (int i = from + 1; i < to; i++) {
                chunk.addNull(0);
            }
        }
    }

    /** Writer of a value of any type for each row. */
    record OfRow<A, R>(ColumnSource.OfRow<A, R> source, Shredder shredder) implements ColumnWriter<A, R> {
        @Override
        public void add(Rows<A, R> rows, int from, int to) {
            for (int i = from; i < to; i++) {
                shredder.add(source.value().apply(rows.record(), rows.row(i)), 0, 0);
            }
        }
    }

    /** Writer of a number for each row. */
    record OfNumbers<A, R>(ColumnSource.Numbers<A, R> source, NumberChunk chunk) implements ColumnWriter<A, R> {
        @Override
        public void add(Rows<A, R> rows, int from, int to) {
            for (int i = from; i < to; i++) {
                R row = rows.row(i);
                if (source.present().test(row)) {
                    chunk.add(source.bits().applyAsLong(row));
                } else {
                    chunk.addNull(0);
                }
            }
        }
    }

    /** Writer of a string for each row, given as an index into a string table. */
    record OfTexts<A, R>(ColumnSource.Texts<A, R> source, TextChunk chunk) implements ColumnWriter<A, R> {
        @Override
        public void add(Rows<A, R> rows, int from, int to) {
            StringTable table = source.table().apply(rows);
            for (int i = from; i < to; i++) {
                int index = source.index().applyAsInt(rows.row(i));
                if (index >= 0) {
                    chunk.add(table, index);
                } else {
                    chunk.addNull(0);
                }
            }
        }
    }

    /** Writer of a string for each row, given as UTF-8 bytes. */
    record OfUtf8<A, R>(ColumnSource.Utf8<A, R> source, TextChunk chunk) implements ColumnWriter<A, R> {
        @Override
        public void add(Rows<A, R> rows, int from, int to) {
            for (int i = from; i < to; i++) {
                R row = rows.row(i);
                byte[] bytes = source.bytes().apply(row);
                if (bytes != null) {
                    chunk.add(
                            bytes,
                            source.offset().applyAsInt(row),
                            source.length().applyAsInt(row));
                } else {
                    chunk.addNull(0);
                }
            }
        }
    }
}
