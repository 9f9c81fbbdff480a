package io.tracemill.cli.telemetry;

import io.tracemill.schemas.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A stream of a file that may grow by lines. It computes three hashes while it is read: of all bytes, of those up to
 * the end of the last whole line, and of the part that was read before. They are known once its end was read.
 */
final class HashedLines extends InputStream {

    private final InputStream in;
    private final ReadPart before;
    private final MessageDigest ofPart = Sha256.begin();
    private final MessageDigest ofAll = Sha256.begin();
    private MessageDigest ofLines = Sha256.begin();
    private long bytes;
    private long lineBytes;

    /** A stream, of a file of which a part was read before. */
    HashedLines(InputStream in, ReadPart before) {
        this.in = in;
        this.before = before;
    }

    /** How many bytes there are. */
    long bytes() {
        return bytes;
    }

    /** How many bytes there are up to the end of the last whole line. */
    long lineBytes() {
        return lineBytes;
    }

    /** The hash of all bytes; may be asked for once. */
    String hash() {
        return HexFormat.of().formatHex(ofAll.digest());
    }

    /** The hash of all whole lines; may be asked for once. */
    String lineHash() {
        return HexFormat.of().formatHex(ofLines.digest());
    }

    /** Whether the part that was read before is unchanged; may be asked once. */
    boolean hasPart() {
        return bytes >= before.bytes() && before.hash().equals(HexFormat.of().formatHex(ofPart.digest()));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            add(buffer, offset, read);
        }
        return read;
    }

    private void add(byte[] buffer, int offset, int length) {
        if (bytes < before.bytes()) {
            ofPart.update(buffer, offset, (int) Math.min(length, before.bytes() - bytes));
        }
        int end = offset + length;
        while (end > offset && buffer[end - 1] != '\n') {
            end--;
        }
        ofAll.update(buffer, offset, end - offset);
        if (end > offset) {
            ofLines = copy(ofAll);
            lineBytes = bytes + end - offset;
        }
        ofAll.update(buffer, end, offset + length - end);
        bytes += length;
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the SHA-256 of every Java can be copied", e);
        }
    }
}
