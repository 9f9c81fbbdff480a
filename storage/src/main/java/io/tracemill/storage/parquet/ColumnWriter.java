package io.tracemill.storage.parquet;

import io.tracemill.schemas.flat.StringTable;
import io.tracemill.storage.rows.ColumnSource;
import io.tracemill.storage.rows.Rows;

/**
 * Brings the values of one column from the rows to its chunks.
 *
 * @param <A> the record
 * @param <R> the row
 */
interface ColumnWriter<A, R> {

    /** Adds the values of the rows from one index up to another. */
    void add(Rows<A, R> rows, int from, int to);

    /** One value of any shape for all rows of a record. */
    record OfRecord<A, R>(ColumnSource.OfRecord<A, R> source, Shredder shredder) implements ColumnWriter<A, R> {
        @Override
        public void add(Rows<A, R> rows, int from, int to) {
            Object value = source.value().apply(rows.record());
            for (int i = from; i < to; i++) {
                shredder.add(value, 0, 0);
            }
        }
    }

    /** One primitive value for all rows of a record. */
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

    /** A value of any shape for each row. */
    record OfRow<A, R>(ColumnSource.OfRow<A, R> source, Shredder shredder) implements ColumnWriter<A, R> {
        @Override
        public void add(Rows<A, R> rows, int from, int to) {
            for (int i = from; i < to; i++) {
                shredder.add(source.value().apply(rows.record(), rows.row(i)), 0, 0);
            }
        }
    }

    /** A number for each row. */
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

    /** A string of a table for each row. */
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

    /** A string as bytes for each row. */
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
