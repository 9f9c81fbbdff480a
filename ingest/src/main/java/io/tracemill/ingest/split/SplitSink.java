package io.tracemill.ingest.split;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.reject.Reject;

/** Receiver of slices, metadata and rejects, in the order of the file. */
public interface SplitSink {

    /** Takes a slice; blocks while too many wait. */
    void slice(Slice slice) throws IngestException, InterruptedException;

    /** Whether the value of a top-level member is wanted. Called for every member. */
    boolean wants(String key);

    /** Takes the value of a top-level member that is wanted, as the text of the file. Returns whether it is JSON. */
    boolean metadata(String key, byte[] json);

    /** Takes a reject. */
    void reject(Reject reject) throws IngestException;

    /** A buffer for the next slice, of the size of a slice or larger. */
    byte[] buffer();
}
