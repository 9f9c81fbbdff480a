package io.tracemill.ingest.reject;

import io.tracemill.schemas.RejectReason;

/**
 * A member of the event array (or what lies in its place) that was rejected.
 *
 * @param offset where it starts in the decompressed file, in bytes
 * @param reason why
 * @param detail what was found and what was expected, in one line
 * @param firstBytes its first bytes, at most {@link #FIRST_BYTES}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Reject(long offset, RejectReason reason, String detail, byte[] firstBytes) {

    /** How much of a rejected event is kept. */
    public static final int FIRST_BYTES = 256;
}
