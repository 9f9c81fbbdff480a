package io.tracemill.telemetry.text;

import static io.tracemill.telemetry.text.MalformedTextException.malformed;

import io.tracemill.schemas.VisibleText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Reads a name and its labels, strictly. Used once per series; afterwards its bytes are known. */
final class SeriesText {

    private final byte[] text;
    private final int to;
    private int at;
    private String metric = "";
    private final Map<String, String> labels = new TreeMap<>();

    private SeriesText(byte[] text, int from, int to) {
        this.text = text;
        this.at = from;
        this.to = to;
    }

    /** Reads what {@link #end} found the end of. */
    static SeriesText read(byte[] text, int from, int to) throws MalformedTextException {
        SeriesText series = new SeriesText(text, from, to);
        series.all();
        return series;
    }

    /** The end of a name that no braces surround: before a blank or a brace. */
    static int nameEnd(byte[] text, int from, int to) {
        int name = from;
        while (name < to && text[name] != ' ' && text[name] != '\t' && text[name] != '{') {
            name++;
        }
        return name;
    }

    /**
     * The end of a name and its labels: after the last brace, or after the name where no brace follows.
     *
     * @throws MalformedTextException if braces or quotes do not end
     */
    static int end(byte[] text, int nameEnd, int to) throws MalformedTextException {
        int brace = blanks(text, nameEnd, to);
        if (brace == to || text[brace] != '{') {
            return nameEnd;
        }
        boolean quoted = false;
        for (int i = brace + 1; i < to; i++) {
            byte c = text[i];
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == '}' && !quoted) {
                return i + 1;
            }
        }
        throw malformed(quoted ? "a value of a label must end with a quote" : "labels must end with a brace");
    }

    /** The first place from here on that is no blank. */
    static int blanks(byte[] text, int from, int to) {
        int at = from;
        while (at < to && (text[at] == ' ' || text[at] == '\t')) {
            at++;
        }
        return at;
    }

    String metric() {
        return metric;
    }

    Map<String, String> labels() {
        return labels;
    }

    private void all() throws MalformedTextException {
        if (at < to && text[at] != '{') {
            metric = name(true);
        }
        at = blanks(text, at, to);
        if (at < to) {
            expect('{');
            inBraces();
        }
        if (metric.isEmpty()) {
            throw malformed("a sample must have the name of a metric");
        }
    }

    private void inBraces() throws MalformedTextException {
        skip();
        while (text[at] != '}') {
            label();
            skip();
            if (text[at] != '}') {
                expect(',');
                skip();
            }
        }
    }

    private void label() throws MalformedTextException {
        boolean quoted = text[at] == '"';
        String name = quoted ? quoted() : name(false);
        skip();
        if (quoted && (text[at] == ',' || text[at] == '}')) {
            if (!metric.isEmpty()) {
                throw malformed("a sample must have one name but has also " + shown(name));
            }
            metric = name;
            return;
        }
        expect('=');
        skip();
        String value = quoted();
        if (name.isEmpty()) {
            throw malformed("a label must have a name");
        }
        if (labels.put(name, value) != null) {
            throw malformed("a label must come once but " + shown(name) + " comes twice");
        }
    }

    /** A name without quotes: letters, digits and underscores, and colons in the name of a metric. */
    private String name(boolean ofMetric) throws MalformedTextException {
        int start = at;
        while (at < to && isName(text[at], at == start, ofMetric)) {
            at++;
        }
        if (at == start) {
            throw malformed((ofMetric ? "the name of a metric" : "the name of a label")
                    + " must begin with a letter or an underscore but was " + rest());
        }
        return new String(text, start, at - start, StandardCharsets.US_ASCII);
    }

    private static boolean isName(byte c, boolean first, boolean ofMetric) {
        int letter = c | 0x20;
        return (letter >= 'a' && letter <= 'z')
                || c == '_'
                || (c == ':' && ofMetric)
                || (!first && c >= '0' && c <= '9');
    }

    private String quoted() throws MalformedTextException {
        expect('"');
        int start = at;
        boolean escaped = false;
        while (text[at] != '"') {
            escaped |= text[at] == '\\';
            at += text[at] == '\\' ? 2 : 1;
        }
        int end = at++;
        return escaped ? unescaped(start, end) : utf8(ByteBuffer.wrap(text, start, end - start));
    }

    private String unescaped(int start, int end) throws MalformedTextException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(end - start);
        int i = start;
        while (i < end) {
            if (text[i] != '\\') {
                bytes.write(text[i]);
                i++;
                continue;
            }
            switch (text[i + 1]) {
                case '\\', '"' -> bytes.write(text[i + 1]);
                case 'n' -> bytes.write('\n');
                default -> throw malformed("only \\\\, \\\" and \\n are escapes");
            }
            i += 2;
        }
        return utf8(ByteBuffer.wrap(bytes.toByteArray()));
    }

    private static String utf8(ByteBuffer bytes) throws MalformedTextException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw malformed("text must be UTF-8");
        }
    }

    /** Skips blanks; within braces, there is always something behind them. */
    private void skip() {
        at = blanks(text, at, to);
    }

    private void expect(char c) throws MalformedTextException {
        if (at >= to || text[at] != c) {
            throw malformed("expected '" + c + "' but was " + rest());
        }
        at++;
    }

    private String rest() {
        return shown(new String(text, at, Math.min(to - at, 40), StandardCharsets.UTF_8));
    }

    private static String shown(String text) {
        return '"' + VisibleText.of(text.length() > 40 ? text.substring(0, 40) + "..." : text) + '"';
    }
}
