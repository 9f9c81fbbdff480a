package io.tracemill.ingest;

import io.tracemill.schemas.Sha256;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The ids of traces, for whoever knows what is in a file before reading it. */
public final class TraceIds {

    private static final int DIGITS = 32;

    private TraceIds() {}

    /**
     * The id of a trace.
     *
     * @param rank the rank that ingest would find; null if it would find none
     * @param contentHash SHA-256 of the decompressed bytes, in lower-case hexadecimal digits
     */
    public static String of(String run, @Nullable Integer rank, String contentHash) {
        return hash(run + '\0' + (rank == null ? "-" : rank) + '\0' + contentHash);
    }

    /** First 32 hexadecimal digits of the SHA-256 of a text. */
    static String hash(String text) {
        return HexFormat.of().formatHex(Sha256.of(text)).substring(0, DIGITS);
    }
}
