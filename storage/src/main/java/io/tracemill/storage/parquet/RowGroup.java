package io.tracemill.storage.parquet;

import io.tracemill.storage.rows.Column;
import io.tracemill.storage.rows.Rows;
import io.tracemill.storage.rows.Shape;
import io.tracemill.storage.rows.Source;
import io.tracemill.storage.rows.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/**
 * The columns of the row group that is being filled.
 *
 * @param <A> the record
 * @param <R> the row
 */
final class RowGroup<A, R> {

    private final ZstdCodecs.Compressor compressor;
    private final FileLimits limits;
    private final List<Feed<A, R>> feeds = new ArrayList<>();
    private final List<ColumnChunk> chunks = new ArrayList<>();
    private int rows;

    RowGroup(List<Column<A, R>> columns, MessageType schema, ZstdCodecs.Compressor compressor, FileLimits limits) {
        this.compressor = compressor;
        this.limits = limits;
        Iterator<ColumnDescriptor> leaves = schema.getColumns().iterator();
        for (Column<A, R> column : columns) {
            feeds.add(feed(column, leaves));
        }
    }

    private Feed<A, R> feed(Column<A, R> column, Iterator<ColumnDescriptor> leaves) {
        Source<A, R> source = column.source();
        if (source instanceof Source.Numbers<A, R> numbers) {
            return new Feed.OfNumbers<>(numbers, numbers(leaves.next(), column.spread()));
        }
        if (source instanceof Source.Texts<A, R> texts) {
            return new Feed.OfTexts<>(texts, texts(leaves.next(), column.spread()));
        }
        if (source instanceof Source.Utf8<A, R> utf8) {
            return new Feed.OfUtf8<>(utf8, texts(leaves.next(), column.spread()));
        }
        boolean flat = column.shape() instanceof Shape.Primitive;
        Spread spread = flat ? column.spread() : Spread.REPEATING;
        Shredder shredder =
                Shredder.of(column.shape(), column.optional(), 0, primitive -> leaf(primitive, leaves.next(), spread));
        if (source instanceof Source.OfRow<A, R> ofRow) {
            return new Feed.OfRow<>(ofRow, shredder);
        }
        Source.OfRecord<A, R> ofRecord = (Source.OfRecord<A, R>) source;
        return flat
                ? new Feed.OfConstant<>(ofRecord, shredder, chunks.get(chunks.size() - 1))
                : new Feed.OfRecord<>(ofRecord, shredder);
    }

    private Shredder.Leaf leaf(Shape.Primitive primitive, ColumnDescriptor leaf, Spread spread) {
        if (primitive == Shape.Primitive.STRING) {
            TextChunk texts = texts(leaf, spread);
            return new Shredder.Leaf(texts, texts::add);
        }
        NumberChunk numbers = numbers(leaf, spread);
        return new Shredder.Leaf(numbers, numbers::add);
    }

    private NumberChunk numbers(ColumnDescriptor leaf, Spread spread) {
        return added(new NumberChunk(leaf, spread, compressor, limits));
    }

    private TextChunk texts(ColumnDescriptor leaf, Spread spread) {
        return added(new TextChunk(leaf, spread, compressor, limits));
    }

    private <C extends ColumnChunk> C added(C chunk) {
        chunks.add(chunk);
        return chunk;
    }

    /** Adds the rows from one index up to another. */
    void add(Rows<A, R> record, int from, int to) throws IOException {
        for (Feed<A, R> feed : feeds) {
            feed.add(record, from, to);
        }
        for (ColumnChunk chunk : chunks) {
            chunk.endRows(to - from);
        }
        rows += to - from;
    }

    int rows() {
        return rows;
    }

    /** Rows that may be added before the row group must be written. */
    int room() {
        return pageBytes() < limits.groupBytes() ? limits.groupRows() - rows : 0;
    }

    /** Bytes of the pages that are ready. */
    long pageBytes() {
        long bytes = 0;
        for (ColumnChunk chunk : chunks) {
            bytes += chunk.pageBytes();
        }
        return bytes;
    }

    /** Bytes of memory. */
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
