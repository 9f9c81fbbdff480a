package io.tracemill.ingest.reject;

import io.tracemill.schemas.RejectReason;

/**
 * Rejected member of the event array, or the bytes in place of one.
 *
 * @param offset byte offset of its start in the decompressed file
 * @param reason reason of the reject
 * @param detail found and expected values, in one line
 * @param firstBytes first bytes of the member, at most {@link #FIRST_BYTES}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Reject(long offset, RejectReason reason, String detail, byte[] firstBytes) {

    /** Largest number of bytes of a rejected event that are kept. */
    public static final int FIRST_BYTES = 256;
}
