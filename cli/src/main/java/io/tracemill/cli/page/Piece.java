package io.tracemill.cli.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * A part of a text, compressed by itself. Parts that follow each other are one compressed text, so their sizes add up.
 */
final class Piece {

    /** The empty last block, which ends a compressed text. */
    static final byte[] END = {3, 0};

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();
    private static final int BUFFER_BYTES = 1 << 13;

    private final byte[] deflated;

    private Piece(byte[] deflated) {
        this.deflated = deflated;
    }

    /** Writes what the text of a piece is. */
    @FunctionalInterface
    interface Text {
        void write(OutputStream out) throws IOException;
    }

    /** Writes one value. */
    @FunctionalInterface
    interface Value {
        void write(JsonGenerator json) throws IOException;
    }

    /** A piece of these words. */
    static Piece of(String words) throws IOException {
        return of(Deflater.DEFAULT_COMPRESSION, out -> out.write(words.getBytes(StandardCharsets.UTF_8)));
    }

    /** A piece that is one JSON value. */
    static Piece ofValue(Value value) throws IOException {
        return ofValue(Deflater.DEFAULT_COMPRESSION, value);
    }

    /** A piece that is one JSON value, compressed at this level. */
    static Piece ofValue(int level, Value value) throws IOException {
        return of(level, out -> {
            try (JsonGenerator json = JSON.createGenerator(out)) {
                value.write(json);
            }
        });
    }

    /** A piece that is one member of an object, compressed at this level. */
    static Piece ofMember(int level, String name, Value value) throws IOException {
        return ofMembers(level, json -> {
            json.writeFieldName(name);
            value.write(json);
        });
    }

    /** A piece that is members of an object, without its braces. */
    static Piece ofMembers(Value members) throws IOException {
        return ofMembers(Deflater.DEFAULT_COMPRESSION, members);
    }

    private static Piece ofMembers(int level, Value members) throws IOException {
        return of(level, out -> {
            WithoutBraces inner = new WithoutBraces(out);
            try (JsonGenerator json = JSON.createGenerator(inner)) {
                json.writeStartObject();
                members.write(json);
                json.writeEndObject();
            }
        });
    }

    /** A stream without the first and the last byte that is written to it. */
    private static final class WithoutBraces extends OutputStream {
        private final OutputStream out;
        private int last = NONE;
        private boolean begun;

        private static final int NONE = -1;

        WithoutBraces(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            int from = offset;
            int end = offset + count;
            if (!begun && from < end) {
                begun = true;
                from++;
            }
            if (from < end) {
                if (last != NONE) {
                    out.write(last);
                }
                out.write(bytes, from, end - 1 - from);
                last = bytes[end - 1];
            }
        }
    }

    private static Piece of(int level, Text text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(level, true);
        try {
            DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater, BUFFER_BYTES, true);
            text.write(out);
            out.flush();
        } finally {
            deflater.end();
        }
        return new Piece(bytes.toByteArray());
    }

    /** Its size, compressed. */
    int size() {
        return deflated.length;
    }

    /** Writes it compressed. */
    void writeDeflated(OutputStream out) throws IOException {
        out.write(deflated);
    }

    /** Writes its text. */
    void writeText(OutputStream out) throws IOException {
        Inflater inflater = new Inflater(true);
        try (InputStream text = new InflaterInputStream(
                new SequenceInputStream(new ByteArrayInputStream(deflated), new ByteArrayInputStream(END)), inflater)) {
            text.transferTo(out);
        } finally {
            inflater.end();
        }
    }
}
