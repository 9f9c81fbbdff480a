package io.tracemill.ingest.dialect;

/** Meaning for launches of the flow events ({@code ph} s, t and f) of one category. */
public enum FlowMeaning {
    /** No meaning: they are kept as events. */
    NONE,
    /** Repetition of the correlation ids: they are counted and left out. */
    REDUNDANT,
    /** Link: the flow starts at the launch and ends where its device event begins. */
    LINK,
    /** Launch: the flow starts at the launch, and the device events carry its id; its end says nothing more. */
    LAUNCH,
    /** Submission: the flow starts when a device event is submitted and ends where it begins. */
    SUBMISSION
}
