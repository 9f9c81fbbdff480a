package io.tracemill.streams.failure;

import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Topic;

/** Listener for failed records. Called by all threads of an app. */
public interface FailureListener {

    /** Called if a record of a topic could not be read or processed. */
    void failed(Topic topic);

    /**
     * Called if a failed record became a dead letter.
     *
     * @param bytes encoded size of the dead letter
     */
    void deadLetter(RejectReason reason, long bytes);
}
