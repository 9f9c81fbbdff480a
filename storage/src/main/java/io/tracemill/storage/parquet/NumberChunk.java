package io.tracemill.storage.parquet;

import io.tracemill.storage.rows.ValuePattern;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.jspecify.annotations.Nullable;

/** A column chunk of numbers. If its values repeat, pages refer to a dictionary as long as it has room. */
final class NumberChunk extends ColumnChunk {

    private final NumberType type;
    private final ValuePattern pattern;
    private final NumberDictionary dictionary;
    private final RunLengthEncoder runs = new RunLengthEncoder();
    private boolean dictionaryOpen;
    private boolean dictionaryUsed;
    private long[] values = {};
    private int[] ids = {};
    private int size;

    NumberChunk(ColumnDescriptor descriptor, ValuePattern pattern, BytesInputCompressor compressor, FileLimits limits) {
        super(descriptor, compressor, limits);
        this.dictionary = new NumberDictionary(limits.dictionaryNumbers());
        this.type = NumberType.of(descriptor.getPrimitiveType());
        this.pattern = pattern;
        this.dictionaryOpen = repeats();
    }

    private boolean repeats() {
        return pattern == ValuePattern.REPEATING && type != NumberType.BOOLEAN;
    }

    /** Adds a number, given as its bits. */
    void add(long bits) {
        addPresent();
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(64, size * 2));
        }
        values[size++] = bits;
    }

    /** Adds a number, given as an object. */
    void add(Object value) {
        add(type.bits(value));
    }

    @Override
    void addAgain(int times) {
        for (int i = 0; i < times; i++) {
            add(values[size - 1]);
        }
    }

    @Override
    long openBytes() {
        return (long) size * Long.BYTES;
    }

    @Override
    boolean mustEndPage() {
        return false;
    }

    @Override
    long bufferBytes() {
        return (long) values.length * Long.BYTES
                + (long) ids.length * Integer.BYTES
                + dictionary.bytes()
                + runs.bytes();
    }

    @Override
    EncodedValues takeValues() throws IOException {
        Statistics<?> statistics = Statistics.createStats(descriptor().getPrimitiveType());
        type.describe(values, size, statistics);
        int count = size;
        size = 0;
        if (dictionaryOpen) {
            if (ids.length < count) {
                ids = new int[values.length];
            }
            dictionaryOpen = dictionary.ids(values, count, ids);
            if (dictionaryOpen) {
                dictionaryUsed |= count > 0;
                BytesInput encoded = DictionaryIds.of(ids, count, dictionary.size(), runs);
                return new EncodedValues(count, DictionaryIds.encoding(dictionary.size()), encoded, statistics);
            }
        }
        ValuesWriter writer = type.writer(pattern);
        type.write(values, count, writer);
        return new EncodedValues(count, writer.getEncoding(), writer.getBytes(), statistics);
    }

    @Override
    @Nullable
    DictionaryPage takeDictionary() throws IOException {
        DictionaryPage page = dictionaryUsed ? dictionaryPage() : null;
        dictionary.clear();
        dictionaryOpen = repeats();
        dictionaryUsed = false;
        return page;
    }

    private DictionaryPage dictionaryPage() {
        ValuesWriter writer = NumberType.plain();
        type.write(dictionary.values(), dictionary.size(), writer);
        BytesInput bytes = writer.getBytes();
        return new DictionaryPage(bytes, dictionary.size(), Encoding.PLAIN);
    }
}
