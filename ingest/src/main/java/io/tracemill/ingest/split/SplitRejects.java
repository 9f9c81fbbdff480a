package io.tracemill.ingest.split;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.reject.Reject;
import io.tracemill.schemas.RejectReason;
import java.util.Arrays;

/**
 * Rejects of one file, and the number of bytes that are lost with them. Only rejects inside an event array keep bytes:
 * outside there may be secrets, such as the environment of the process.
 */
final class SplitRejects {

    private static final byte[] NO_BYTES = {};

    private final ByteCursor cursor;
    private final SplitSink sink;
    private long bytesLost;

    SplitRejects(ByteCursor cursor, SplitSink sink) {
        this.cursor = cursor;
        this.sink = sink;
    }

    /** First bytes of a text of the event array, for {@link #event}; taken before the cursor leaves it. */
    byte[] firstBytes(long start) throws IngestException, InterruptedException {
        return cursor.firstBytes(start);
    }

    /** Rejects a text of the event array, up to the cursor. */
    void event(long start, RejectReason reason, String detail, byte[] firstBytes) throws IngestException {
        long length = cursor.at() - start;
        if (reason != RejectReason.CUT_OFF) {
            bytesLost += length;
        }
        byte[] kept = length < firstBytes.length ? Arrays.copyOf(firstBytes, (int) length) : firstBytes;
        sink.reject(new Reject(start, reason, detail, kept));
    }

    /** Rejects a text of the outer frame, from one position to another. */
    void frame(long start, long end, String expected) throws IngestException {
        bytesLost += end - start;
        sink.reject(new Reject(start, RejectReason.BROKEN_METADATA, "expected " + expected, NO_BYTES));
    }

    /** Rejects a text without a beginning, up to the cursor, although its whole events have been read. */
    void seam(long start) throws IngestException {
        bytesLost += cursor.at() - start;
        String expected = "expected the end of the file behind the trace, or another trace";
        sink.reject(new Reject(start, RejectReason.TRAILING_BYTES, expected, NO_BYTES));
    }

    /** Number of bytes that are neither whole events nor whole metadata. */
    long bytesLost() {
        return bytesLost;
    }
}
