package io.tracemill.cli.receive;

import io.tracemill.cli.http.Refusal;
import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.source.TraceSource;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * What a whole body holds.
 *
 * @param sha256 SHA-256 of its decompressed bytes, in lower-case hexadecimal digits
 * @param isTar whether it is a bundle of files
 */
record BodyCheck(String sha256, boolean isTar) {

    /** Decompressed bytes from which on the ratio counts: what is smaller harms nobody. */
    private static final long FREE_BYTES = 64L << 20;

    /** Decompressed bytes for each compressed one; traces have 10 to 30. */
    private static final long MOST_RATIO = 200;

    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * Reads a body to its end.
     *
     * @throws Refusal if it is damaged, empty, or holds much more than it takes
     */
    static BodyCheck of(Path body) throws Refusal, InterruptedException {
        try (TraceSource source = TraceSource.open(body)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            boolean isTar = false;
            long bytes = 0;
            for (int count = 0; count >= 0; count = source.readHere(buffer, 0, buffer.length)) {
                isTar |= bytes == 0 && TarHeader.isTar(buffer, count);
                bytes += count;
                checkRatio(bytes, source.compressedBytesRead());
                if (Thread.interrupted()) {
                    throw new InterruptedException("the door closes");
                }
            }
            String damage = source.damage();
            if (damage != null) {
                throw Refusal.malformed(said(damage, body) + "; send the whole file");
            }
            return new BodyCheck(HexFormat.of().formatHex(source.hash()), isTar);
        } catch (IngestException e) {
            Refusal refusal = Refusal.malformed(said(String.valueOf(e.getMessage()), body));
            refusal.initCause(e);
            throw refusal;
        }
    }

    private static void checkRatio(long bytes, long compressed) throws Refusal {
        if (bytes > FREE_BYTES && bytes > MOST_RATIO * compressed) {
            throw new Refusal(
                    413,
                    "the body holds more than " + MOST_RATIO + " times the bytes that it takes, which no trace does;"
                            + " send it uncompressed");
        }
    }

    /** A message as clients are told it: they do not know where the door keeps their body. */
    static String said(String message, Path body) {
        return message.replace(body.toString(), "the body");
    }
}
