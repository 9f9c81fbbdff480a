package io.tracemill.streams.activity;

/** What is known of the gaps that are still to come. */
public interface ComingGaps {

    /** Time before which none of them begins, in ns. */
    long earliestNanos();

    /** Number of devices that can have any. */
    int devices();
}
