package io.tracemill.cli.diff;

import java.util.Comparator;

/**
 * Whose time is compared: an operator's on all devices, or on one of them.
 *
 * @param name the operator
 * @param device as {@code rank/device}; empty for all
 */
record Operator(String name, String device) implements Comparable<Operator> {

    /** As a report names it. */
    String text() {
        return device.isEmpty() ? name : name + " @ " + device;
    }

    @Override
    public int compareTo(Operator other) {
        return Comparator.comparing(Operator::name)
                .thenComparing(Operator::device)
                .compare(this, other);
    }
}
