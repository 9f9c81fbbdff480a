package io.tracemill.storage.parquet;

import io.tracemill.storage.rows.Column;
import io.tracemill.storage.rows.ColumnSource;
import io.tracemill.storage.rows.ColumnType;
import io.tracemill.storage.rows.Rows;
import io.tracemill.storage.rows.ValuePattern;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/**
 * The row group that is being filled: a chunk for each column.
 *
 * @param <A> the record
 * @param <R> the row
 */
final class RowGroup<A, R> {

    private final ZstdCodecs.Compressor compressor;
    private final FileLimits limits;
    private final List<ColumnWriter<A, R>> writers = new ArrayList<>();
    private final List<ColumnChunk> chunks = new ArrayList<>();
    private int rows;

    RowGroup(List<Column<A, R>> columns, MessageType schema, ZstdCodecs.Compressor compressor, FileLimits limits) {
        this.compressor = compressor;
        this.limits = limits;
        Iterator<ColumnDescriptor> leaves = schema.getColumns().iterator();
        for (Column<A, R> column : columns) {
            writers.add(writer(column, leaves));
        }
    }

    private ColumnWriter<A, R> writer(Column<A, R> column, Iterator<ColumnDescriptor> leaves) {
        ColumnSource<A, R> source = column.source();
        if (source instanceof ColumnSource.Numbers<A, R> numbers) {
            return new ColumnWriter.OfNumbers<>(numbers, numbers(leaves.next(), column.pattern()));
        }
        if (source instanceof ColumnSource.Texts<A, R> texts) {
            return new ColumnWriter.OfTexts<>(texts, texts(leaves.next(), column.pattern()));
        }
        if (source instanceof ColumnSource.Utf8<A, R> utf8) {
            return new ColumnWriter.OfUtf8<>(utf8, texts(leaves.next(), column.pattern()));
        }
        boolean flat = column.type() instanceof ColumnType.Primitive;
        ValuePattern pattern = flat ? column.pattern() : ValuePattern.REPEATING;
        Shredder shredder =
                Shredder.of(column.type(), column.optional(), 0, primitive -> leaf(primitive, leaves.next(), pattern));
        if (source instanceof ColumnSource.OfRow<A, R> ofRow) {
            return new ColumnWriter.OfRow<>(ofRow, shredder);
        }
        ColumnSource.OfRecord<A, R> ofRecord = (ColumnSource.OfRecord<A, R>) source;
        return flat
                ? new ColumnWriter.OfConstant<>(ofRecord, shredder, chunks.get(chunks.size() - 1))
                : new ColumnWriter.OfRecord<>(ofRecord, shredder);
    }

    private Shredder.Leaf leaf(ColumnType.Primitive primitive, ColumnDescriptor leaf, ValuePattern pattern) {
        if (primitive == ColumnType.Primitive.STRING) {
            TextChunk texts = texts(leaf, pattern);
            return new Shredder.Leaf(texts, texts::add);
        }
        NumberChunk numbers = numbers(leaf, pattern);
        return new Shredder.Leaf(numbers, numbers::add);
    }

    private NumberChunk numbers(ColumnDescriptor leaf, ValuePattern pattern) {
        return added(new NumberChunk(leaf, pattern, compressor, limits));
    }

    private TextChunk texts(ColumnDescriptor leaf, ValuePattern pattern) {
        return added(new TextChunk(leaf, pattern, compressor, limits));
    }

    private <C extends ColumnChunk> C added(C chunk) {
        chunks.add(chunk);
        return chunk;
    }

    /** Adds the rows of a record with an index in {@code [from, to)}. */
    void add(Rows<A, R> record, int from, int to) throws IOException {
        for (ColumnWriter<A, R> writer : writers) {
            writer.add(record, from, to);
        }
        for (ColumnChunk chunk : chunks) {
            chunk.endRows(to - from);
        }
        rows += to - from;
    }

    int rows() {
        return rows;
    }

    /** Number of rows that may be added before the row group must be written. */
    int room() {
        return pageBytes() < limits.groupBytes() ? limits.groupRows() - rows : 0;
    }

    /** Size of the finished pages, in bytes. */
    long pageBytes() {
        long bytes = 0;
        for (ColumnChunk chunk : chunks) {
            bytes += chunk.pageBytes();
        }
        return bytes;
    }

    /** Memory, in bytes. */
    long heldBytes() {
        long bytes = compressor.bytes();
        for (ColumnChunk chunk : chunks) {
            bytes += chunk.heldBytes();
        }
        return bytes;
    }

    /** Writes the row group and begins the next one. */
    void writeTo(ParquetFileWriter file) throws IOException {
        file.startBlock(rows);
        for (ColumnChunk chunk : chunks) {
            chunk.writeTo(file);
        }
        file.endBlock();
        rows = 0;
    }
}
