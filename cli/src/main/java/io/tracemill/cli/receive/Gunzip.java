package io.tracemill.cli.receive;

import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.message.MessageRefusedException.Why;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Decompresses bodies, none to more than a message may have, nor to far more than any body holds. */
final class Gunzip {

    /** Metrics in text take a thirtieth when they are compressed. */
    private static final int MOST_RATIO = 200;

    private static final int SMALL_BYTES = 1 << 20;

    private Gunzip() {}

    static byte[] of(byte[] packed, MessageLimits limits) throws MessageRefusedException {
        long most = Math.max(SMALL_BYTES, (long) MOST_RATIO * packed.length);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] part = new byte[1 << 14];
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), part.length)) {
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                bytes.write(part, 0, count);
                limits.checkBytes(bytes.size());
                if (bytes.size() > most) {
                    throw new MessageRefusedException(
                            Why.TOO_LARGE,
                            "the body holds more than " + MOST_RATIO + " times the bytes that it takes, which no"
                                    + " metrics do; send it uncompressed");
                }
            }
        } catch (IOException e) {
            throw new MessageRefusedException(Why.MALFORMED, "a body in gzip was expected: " + e.getMessage());
        }
        return bytes.toByteArray();
    }
}
