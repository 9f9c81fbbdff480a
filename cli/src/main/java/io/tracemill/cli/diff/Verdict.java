package io.tracemill.cli.diff;

/** The result of comparing one measure. */
public enum Verdict {
    /** Takes longer, by more than noise explains. */
    SLOWER("slower"),
    /** Takes less time, by more than noise explains. */
    FASTER("faster"),
    /** Noise explains it; a change up to the smallest detectable one may be there all the same. */
    NOT_PROVEN("not proven"),
    /** Only the second run has it; its time also shows in the device time. */
    NEW("new"),
    /** Only the first run has it. */
    GONE("gone"),
    /** Its share is too small in both runs to be looked at. */
    SMALL("small"),
    /** A run has fewer than two samples, so that noise is not known. */
    UNKNOWN("too few samples");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /** For a table. */
    String text() {
        return text;
    }

    /** Whether it tells a change from noise. */
    boolean isProven() {
        return this == SLOWER || this == FASTER;
    }
}
