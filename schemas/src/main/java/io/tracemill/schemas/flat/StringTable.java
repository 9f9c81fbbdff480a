package io.tracemill.schemas.flat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The strings of a batch, in UTF-8 as they lie in its bytes; each is made a text when it is first asked for. */
public final class StringTable {

    private final byte[] bytes;
    private final int[] starts;
    private final int[] lengths;
    private final @Nullable String[] texts;

    private StringTable(byte[] bytes, int[] starts, int[] lengths) {
        this.bytes = bytes;
        this.starts = starts;
        this.lengths = lengths;
        this.texts = new String[starts.length];
    }

    /** A table of these strings. */
    public static StringTable of(List<String> texts) {
        byte[][] encoded = new byte[texts.size()][];
        int[] starts = new int[encoded.length];
        int[] lengths = new int[encoded.length];
        int end = 0;
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = texts.get(i).getBytes(UTF_8);
            starts[i] = end;
            lengths[i] = encoded[i].length;
            end += lengths[i];
        }
        byte[] bytes = new byte[end];
        for (int i = 0; i < encoded.length; i++) {
            System.arraycopy(encoded[i], 0, bytes, starts[i], lengths[i]);
        }
        return new StringTable(bytes, starts, lengths);
    }

    static StringTable read(BinaryInput in) {
        int[] starts = new int[64];
        int[] lengths = new int[64];
        int size = 0;
        for (long block = in.readBlock(); block > 0; block = in.readBlock()) {
            for (long i = 0; i < block; i++) {
                if (size == starts.length) {
                    starts = Arrays.copyOf(starts, size * 2);
                    lengths = Arrays.copyOf(lengths, size * 2);
                }
                lengths[size] = in.readLength();
                starts[size] = in.at();
                in.skip(lengths[size++]);
            }
        }
        return new StringTable(in.bytes(), Arrays.copyOf(starts, size), lengths);
    }

    /** Number of strings. */
    public int size() {
        return starts.length;
    }

    /** The string at an index. */
    public String text(int index) {
        String text = texts[index];
        if (text == null) {
            text = new String(bytes, starts[index], lengths[index], UTF_8);
            texts[index] = text;
        }
        return text;
    }

    /** The bytes that all strings lie in. */
    public byte[] bytes() {
        return bytes;
    }

    /** The index in {@link #bytes} at which a string starts. */
    public int start(int index) {
        return starts[index];
    }

    /** Bytes of a string. */
    public int length(int index) {
        return lengths[index];
    }
}
