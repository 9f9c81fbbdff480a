package io.tracemill.streams;

import java.util.Locale;

/** Why monitoring does not show a rank any more. */
public enum RankDropReason {
    /** There are too many ranks with news since. */
    FULL,
    /** It had no trace for hours. */
    SILENT;

    /** Value of the label in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
