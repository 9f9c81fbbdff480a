package io.tracemill.storage.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.schemas.flat.StringTable;
import io.tracemill.storage.rows.ValuePattern;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.BinaryStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.jspecify.annotations.Nullable;

/** A column chunk of strings. If its values repeat, pages refer to a dictionary until it is too large. */
final class TextChunk extends ColumnChunk {

    private static final int UNKNOWN = -1;

    private final boolean repeats;
    private final int dictionaryBytes;
    private final TextDictionary dictionary = new TextDictionary();
    private final PageStrings texts = new PageStrings();
    private final RunLengthEncoder runs = new RunLengthEncoder();
    private boolean direct;
    private int[] ids = {};
    private int size;
    private @Nullable StringTable table;
    private int[] tableIds = {};

    TextChunk(ColumnDescriptor descriptor, ValuePattern pattern, BytesInputCompressor compressor, FileLimits limits) {
        super(descriptor, compressor, limits);
        this.dictionaryBytes = limits.dictionaryBytes();
        this.repeats = pattern == ValuePattern.REPEATING;
        this.direct = !repeats;
    }

    /** Adds a string, given as an object. */
    void add(Object value) {
        byte[] bytes = value.toString().getBytes(UTF_8);
        add(bytes, 0, bytes.length);
    }

    /** Adds a string, given as a range of bytes that should be UTF-8. */
    void add(byte[] bytes, int offset, int length) {
        addPresent();
        if (direct) {
            addText(bytes, offset, length);
        } else {
            addId(id(bytes, offset, length));
        }
    }

    /** Adds a string of a table. As long as the table stays the same, each of its strings is looked up once. */
    void add(StringTable from, int index) {
        addPresent();
        if (direct) {
            addText(from.bytes(), from.start(index), from.length(index));
            return;
        }
        if (from != table) {
            begin(from);
        }
        int id = tableIds[index];
        if (id == UNKNOWN) {
            id = id(from.bytes(), from.start(index), from.length(index));
            tableIds[index] = id;
        }
        addId(id);
    }

    private void addText(byte[] bytes, int offset, int length) {
        if (Utf8.isAscii(bytes, offset, length)) {
            texts.add(bytes, offset, length);
        } else {
            byte[] sound = Utf8.sound(bytes, offset, length);
            texts.add(sound, 0, sound.length);
        }
    }

    private int id(byte[] bytes, int offset, int length) {
        if (Utf8.isAscii(bytes, offset, length)) {
            return dictionary.id(bytes, offset, length);
        }
        byte[] sound = Utf8.sound(bytes, offset, length);
        return dictionary.id(sound, 0, sound.length);
    }

    @Override
    void addAgain(int times) {
        for (int i = 0; i < times; i++) {
            addPresent();
            if (direct) {
                texts.addAgain();
            } else {
                addId(ids[size - 1]);
            }
        }
    }

    private void begin(StringTable from) {
        if (tableIds.length < from.size()) {
            tableIds = new int[from.size()];
        }
        Arrays.fill(tableIds, 0, from.size(), UNKNOWN);
        table = from;
    }

    private void addId(int id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, Math.max(64, size * 2));
        }
        ids[size++] = id;
    }

    @Override
    long openBytes() {
        return (long) size * Integer.BYTES + texts.length();
    }

    @Override
    boolean mustEndPage() {
        return !direct && dictionary.pageBytes() > dictionaryBytes;
    }

    @Override
    long bufferBytes() {
        return dictionary.bytes()
                + texts.bytes()
                + runs.bytes()
                + (long) Integer.BYTES * (ids.length + tableIds.length);
    }

    @Override
    EncodedValues takeValues() throws IOException {
        BinaryStatistics statistics =
                (BinaryStatistics) Statistics.createStats(descriptor().getPrimitiveType());
        if (direct) {
            texts.describe(statistics);
            EncodedValues values =
                    new EncodedValues(texts.size(), Encoding.DELTA_BYTE_ARRAY, texts.encoded(), statistics);
            texts.clear();
            return values;
        }
        dictionary.describe(ids, size, statistics);
        BytesInput encoded = DictionaryIds.of(ids, size, dictionary.size(), runs);
        EncodedValues values = new EncodedValues(size, DictionaryIds.encoding(dictionary.size()), encoded, statistics);
        direct = mustEndPage();
        size = 0;
        return values;
    }

    @Override
    @Nullable
    DictionaryPage takeDictionary() {
        DictionaryPage page = dictionary.size() == 0 ? null : dictionary.page();
        dictionary.clear();
        direct = !repeats;
        table = null;
        return page;
    }
}
