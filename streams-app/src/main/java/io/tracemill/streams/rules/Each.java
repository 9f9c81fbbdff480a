package io.tracemill.streams.rules;

import java.util.Locale;

/** What a rule gives an alert each. */
public enum Each {
    /** A device of a node. */
    DEVICE,
    /** A node. */
    NODE,
    /** An exporter of a node, such as a service that answers requests. */
    SOURCE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
