package io.tracemill.cli.page;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.CRC32;

/** Data of a page: one JSON text, held compressed. */
public final class PageData {

    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int GZIP_TRAILER_BYTES = 8;

    private final List<Piece> pieces;

    PageData(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /** Size of what {@link #writeGzip} writes. */
    public long gzipBytes() {
        return gzipBytes(pieces);
    }

    static long gzipBytes(List<Piece> pieces) {
        return pieces.stream().mapToLong(Piece::size).sum()
                + GZIP_HEADER.length
                + Piece.END.length
                + GZIP_TRAILER_BYTES;
    }

    /** Writes the text. The stream stays open. */
    public void writeJson(OutputStream out) throws IOException {
        for (Piece piece : pieces) {
            piece.writeText(out);
        }
        out.flush();
    }

    /** Writes the text in gzip, as one member. The stream stays open. */
    public void writeGzip(OutputStream out) throws IOException {
        out.write(GZIP_HEADER);
        Sum sum = new Sum();
        for (Piece piece : pieces) {
            piece.writeDeflated(out);
            piece.writeText(sum);
        }
        out.write(Piece.END);
        writeLittleEndian(sum.crc.getValue(), out);
        writeLittleEndian(sum.length, out);
        out.flush();
    }

    /** Check sum and length of what is written to it. */
    private static final class Sum extends OutputStream {
        private final CRC32 crc = new CRC32();
        private long length;

        @Override
        public void write(int b) {
            crc.update(b);
            length++;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            crc.update(bytes, offset, count);
            length += count;
        }
    }

    private static void writeLittleEndian(long value, OutputStream out) throws IOException {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write((int) (value >>> shift));
        }
    }
}
