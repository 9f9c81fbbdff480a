package io.tracemill.ingest.dialect;

/** What flow events ({@code ph} s, t and f) of one category say about launches. */
public enum FlowMeaning {
    /** Nothing: they are kept as events. */
    NONE,
    /** What correlation ids say already: they are counted and left out. */
    REDUNDANT,
    /** Which launch caused a device event: the flow starts at the launch and ends where the device event begins. */
    LINK,
    /** When a device event was submitted: the flow starts then and ends where the device event begins. */
    SUBMISSION
}
