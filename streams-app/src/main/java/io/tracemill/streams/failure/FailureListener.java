package io.tracemill.streams.failure;

import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Topic;

/** Who is told of the records that failed; called by all threads of an app. */
public interface FailureListener {

    /** A record of a topic could not be read or processed. */
    void failed(Topic topic);

    /** A failed record became a dead letter of so many bytes. */
    void deadLetter(RejectReason reason, long bytes);
}
