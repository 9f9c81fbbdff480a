package io.tracemill.ingest.split;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.reject.Reject;

/** Takes what the splitter finds, in the order of the file. */
public interface SplitSink {

    /** Takes a slice; blocks while too many are waiting. */
    void slice(Slice slice) throws IngestException, InterruptedException;

    /** Takes note of a top-level member, and says whether its value is wanted. */
    boolean wants(String key);

    /** Takes the value of a top-level member that was wanted, as the JSON text of the file. */
    void metadata(String key, byte[] json);

    /** Takes what was rejected. */
    void reject(Reject reject) throws IngestException;

    /** A buffer for the next slice, of the size of a slice or larger. */
    byte[] buffer();
}
