package io.tracemill.cli.serve;

import io.tracemill.schemas.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** An answer as it is sent and kept: a text, compressed with gzip. */
final class Answer {

    private static final int TAG_BYTES = 16;

    private final String type;
    private final byte[] gzip;
    private final long length;
    private final String tag;

    private Answer(String type, byte[] gzip, long length) {
        this.type = type;
        this.gzip = gzip;
        this.length = length;
        this.tag = HexFormat.of().formatHex(Sha256.begin().digest(gzip), 0, TAG_BYTES);
    }

    /** Writes a text. */
    @FunctionalInterface
    interface Text {
        /** Writes the text. */
        void write(OutputStream out) throws IOException;
    }

    /** An answer with a text of this media type. */
    static Answer of(String type, Text text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FastGzip gzip = new FastGzip(bytes);
        try (gzip) {
            text.write(gzip);
        }
        return new Answer(type, bytes.toByteArray(), gzip.length());
    }

    /** An answer with a text of this media type that is compressed already. */
    static Answer ofGzip(String type, Text gzip) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        gzip.write(bytes);
        byte[] all = bytes.toByteArray();
        int length = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getInt(all.length - Integer.BYTES);
        return new Answer(type, all, Integer.toUnsignedLong(length)); // a text is far below 4 GB
    }

    /** Media type. */
    String type() {
        return type;
    }

    /** What differs if the text does. */
    String tag() {
        return tag;
    }

    /** Size of the compressed text. */
    int size() {
        return gzip.length;
    }

    /** The compressed text. */
    InputStream compressed() {
        return new ByteArrayInputStream(gzip);
    }

    /** Size of the text. */
    long length() {
        return length;
    }

    /** The text itself. */
    InputStream text() throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(gzip));
    }

    /** A stream that takes less time than the best compression would, and counts. */
    private static final class FastGzip extends GZIPOutputStream {

        private static final int BUFFER_BYTES = 1 << 15;

        private long length;

        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }

        /** Size of the text, once it is whole. */
        long length() {
            return length;
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int count) throws IOException {
            super.write(bytes, offset, count);
            length += count;
        }
    }
}
