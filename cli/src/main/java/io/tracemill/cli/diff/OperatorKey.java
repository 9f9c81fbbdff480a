package io.tracemill.cli.diff;

import java.util.Comparator;

/**
 * What operator times are grouped by: the operator, on all devices or on one.
 *
 * @param name the operator
 * @param device as {@code rank/device}; empty for all
 */
record OperatorKey(String name, String device) implements Comparable<OperatorKey> {

    /** As a report names it. */
    String text() {
        return device.isEmpty() ? name : name + " @ " + device;
    }

    @Override
    public int compareTo(OperatorKey other) {
        return Comparator.comparing(OperatorKey::name)
                .thenComparing(OperatorKey::device)
                .compare(this, other);
    }
}
