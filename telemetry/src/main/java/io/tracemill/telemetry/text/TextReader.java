package io.tracemill.telemetry.text;

import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the text formats. One reader per target: it knows the series of the scrape before, so that those cost no
 * garbage. What it knows has a limit in bytes. For one thread.
 */
public final class TextReader {

    /** The longest line that is read, in bytes, unless another limit is given. */
    public static final int MOST_LINE_BYTES = 64 << 10;

    private static final int FIRST_BUFFER_BYTES = 16 << 10;

    private final int mostLineBytes;
    private final MetricTypes types = new MetricTypes();
    private final SampleLine line;
    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private boolean ended;

    /** A reader with the usual limit of a line. */
    public TextReader(TextFormat format) {
        this(format, MOST_LINE_BYTES);
    }

    /** A reader that refuses lines of more bytes than this. */
    public TextReader(TextFormat format, int mostLineBytes) {
        this.mostLineBytes = mostLineBytes;
        this.line = new SampleLine(format, types);
    }

    /**
     * Reads a text to its end. Several texts may follow each other.
     *
     * @return whether its last line that is not blank was {@code # EOF}, without which OpenMetrics was cut off
     */
    public boolean read(InputStream in, SampleSink sink) throws IOException {
        long offset = 0;
        int filled = 0;
        boolean skipping = false;
        ended = false;
        for (int n = in.read(buffer, 0, buffer.length); n >= 0; n = in.read(buffer, filled, buffer.length - filled)) {
            int start = 0;
            for (int i = filled; i < filled + n; i++) {
                if (buffer[i] == '\n') {
                    if (!skipping) {
                        line(offset + start, start, i, sink);
                    }
                    skipping = false;
                    start = i + 1;
                }
            }
            filled += n;
            if (!skipping && filled - start > mostLineBytes) {
                refuseLong(offset + start, sink);
                skipping = true;
            }
            int from = skipping ? filled : start;
            System.arraycopy(buffer, from, buffer, 0, filled - from);
            offset += from;
            filled -= from;
            makeRoom(filled);
        }
        if (!skipping && filled > 0) {
            line(offset, 0, filled, sink);
        }
        return ended;
    }

    /** Keeps room behind the bytes of a line that has not ended. */
    private void makeRoom(int filled) {
        if (buffer.length - filled < FIRST_BUFFER_BYTES / 2) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
    }

    private void line(long where, int start, int newline, SampleSink sink) {
        int from = SeriesText.blanks(buffer, start, newline);
        int to = newline > from && buffer[newline - 1] == '\r' ? newline - 1 : newline;
        if (from == to) {
            return;
        }
        if (buffer[from] == '#') {
            comment(from, to);
            return;
        }
        ended = false;
        if (newline - start > mostLineBytes) {
            refuseLong(where, sink);
            return;
        }
        try {
            line.read(buffer, from, to, sink);
        } catch (MalformedTextException e) {
            sink.refuse(e.reason(), where, e.detail());
        }
    }

    private void refuseLong(long where, SampleSink sink) {
        sink.refuse(RefusalReason.TOO_LONG, where, "a line must have at most " + mostLineBytes + " bytes");
    }

    /** A comment has no sample, so one that is not in the format loses none. */
    private void comment(int from, int to) {
        int word = SeriesText.blanks(buffer, from + 1, to);
        ended = is("EOF", word, to);
        if (!startsWith("TYPE", word, to)) {
            return;
        }
        int name = SeriesText.blanks(buffer, word + "TYPE".length(), to);
        int end = name;
        while (end < to && buffer[end] != ' ' && buffer[end] != '\t') {
            end++;
        }
        boolean quoted = end - name > 2 && buffer[name] == '"' && buffer[end - 1] == '"';
        int type = SeriesText.blanks(buffer, end, to);
        int familyFrom = quoted ? name + 1 : name;
        int familyTo = quoted ? end - 1 : end;
        if (name > word + "TYPE".length()
                && end > name
                && type > end
                && types.declare(buffer, familyFrom, familyTo, text(type, to))) {
            line.forget(text(familyFrom, familyTo));
        }
    }

    private boolean is(String word, int from, int to) {
        return startsWith(word, from, to) && SeriesText.blanks(buffer, from + word.length(), to) == to;
    }

    private boolean startsWith(String word, int from, int to) {
        if (to - from < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (buffer[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String text(int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.UTF_8).strip();
    }
}
