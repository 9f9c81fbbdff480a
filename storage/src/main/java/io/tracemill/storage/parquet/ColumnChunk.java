package io.tracemill.storage.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.jspecify.annotations.Nullable;

/**
 * One column of primitive values in one row group. It keeps the values of the open page as they were added, and the
 * pages before it as they will be written. It is reused for the next row group. Below, a place is a value or a null.
 */
abstract class ColumnChunk {

    private final ColumnDescriptor descriptor;
    private final BytesInputCompressor compressor;
    private final FileLimits limits;
    private final PageLevels repetition;
    private final PageLevels definition;
    private final List<Page> pages = new ArrayList<>();
    private long pageBytes;
    private int rows;
    private int nulls;

    ColumnChunk(ColumnDescriptor descriptor, BytesInputCompressor compressor, FileLimits limits) {
        this.descriptor = descriptor;
        this.compressor = compressor;
        this.limits = limits;
        this.repetition = new PageLevels(descriptor.getMaxRepetitionLevel());
        this.definition = new PageLevels(descriptor.getMaxDefinitionLevel());
    }

    final ColumnDescriptor descriptor() {
        return descriptor;
    }

    /** Adds the repetition level of the next place, in a column where places can repeat. */
    final void repeatAt(int level) {
        repetition.add(level);
    }

    /** Adds a null, with its definition level. */
    final void addNull(int level) {
        definition.add(level);
        nulls++;
    }

    /** Adds the definition level of a value; the subclass keeps the value itself. */
    final void addPresent() {
        definition.add(definition.highest());
    }

    /** Adds the last value again, so many times. */
    abstract void addAgain(int times);

    /** Ends so many rows, all of whose places were added. */
    final void endRows(int count) throws IOException {
        rows += count;
        if (rows >= limits.pageRows() || openBytes() >= limits.pageBytes() || mustEndPage()) {
            endPage();
        }
    }

    /** Size of the values of the open page, in bytes. */
    abstract long openBytes();

    /** Whether the next row needs a new page because it is encoded in another way. */
    abstract boolean mustEndPage();

    /** Returns the encoded values of the open page and forgets them. Their bytes hold until the next call. */
    abstract EncodedValues takeValues() throws IOException;

    /** Returns the dictionary that the pages refer to and forgets it; null if no page refers to one. */
    abstract @Nullable DictionaryPage takeDictionary() throws IOException;

    /** Memory of the subclass's buffers, in bytes. */
    abstract long bufferBytes();

    /** Memory of the whole chunk, in bytes. */
    final long heldBytes() {
        return bufferBytes() + repetition.bytes() + definition.bytes() + pageBytes;
    }

    /** Size of the finished pages, in bytes. */
    final long pageBytes() {
        return pageBytes;
    }

    private void endPage() throws IOException {
        EncodedValues values = takeValues();
        values.statistics().incrementNumNulls(nulls);
        BytesInput content = BytesInput.concat(repetition.take(), definition.take(), values.bytes());
        BytesInput packed = compressor.compress(content);
        int unpackedBytes = Math.toIntExact(content.size());
        pages.add(
                new Page(rows, nulls + values.count(), values.encoding(), packed, unpackedBytes, values.statistics()));
        pageBytes += packed.size();
        rows = 0;
        nulls = 0;
    }

    /** Writes the chunk and begins the next one. */
    final void writeTo(ParquetFileWriter file) throws IOException {
        if (rows > 0) {
            endPage();
        }
        long places = pages.stream().mapToLong(Page::places).sum();
        file.startColumn(descriptor, places, compressor.getCodecName());
        DictionaryPage dictionary = takeDictionary();
        if (dictionary != null) {
            file.writeDictionaryPage(new DictionaryPage(
                    compressor.compress(dictionary.getBytes()),
                    dictionary.getUncompressedSize(),
                    dictionary.getDictionarySize(),
                    dictionary.getEncoding()));
        }
        for (Page page : pages) {
            page.writeTo(file);
        }
        file.endColumn();
        pages.clear();
        pageBytes = 0;
    }
}
