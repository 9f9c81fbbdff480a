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
 * One column of primitive values in one row group: the values of the open page as they were added, and the pages before
 * it as they will be written. Used again for the next row group.
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

    /** Says at which level the place that comes next repeats, where places can repeat. */
    final void repeatAt(int level) {
        repetition.add(level);
    }

    /** Adds a place without a value, and how much of what is around it is there. */
    final void addNull(int level) {
        definition.add(level);
        nulls++;
    }

    /** Counts a place with a value, which the subclass keeps. */
    final void addPresent() {
        definition.add(definition.highest());
    }

    /** Adds the value that was added last so many times more. */
    abstract void addAgain(int times);

    /** Says that so many rows were added whole. */
    final void endRows(int count) throws IOException {
        rows += count;
        if (rows >= limits.pageRows() || openBytes() >= limits.pageBytes() || mustEndPage()) {
            endPage();
        }
    }

    /** Bytes of the values of the open page. */
    abstract long openBytes();

    /** Whether the next row needs a page that is encoded otherwise. */
    abstract boolean mustEndPage();

    /** Hands over the values of the open page, in bytes that hold until the next page is taken. */
    abstract EncodedValues takeValues() throws IOException;

    /** The values that the pages refer to; null if none does. Forgets them. */
    abstract @Nullable DictionaryPage takeDictionary() throws IOException;

    /** Bytes of memory that buffers of the subclass take. */
    abstract long bufferBytes();

    /** Bytes of memory. */
    final long heldBytes() {
        return bufferBytes() + repetition.bytes() + definition.bytes() + pageBytes;
    }

    /** Bytes of the pages that are ready. */
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
