package io.tracemill.streams.diagnose;

import io.tracemill.streams.unit.Unit;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Something that can be asked, and how a sentence says it.
 *
 * @param name name: a quantity of telemetry, or one that begins with {@code trace.}, {@code finding.} or {@code node.}
 * @param called its words; {@code {}} is the place of its value, which otherwise follows them
 * @param unit its unit
 * @param bits names of its bits; empty unless it is a set of bits
 */
record Fact(String name, String called, Unit unit, Map<Long, String> bits) {

    private static final String TRACE = "trace.";
    private static final String FINDING = "finding.";
    private static final String NODE = "node.";
    private static final String PLACE = "{}";

    Fact {
        bits = new TreeMap<>(bits);
    }

    /** Whether it is of the trace of a rank. */
    boolean isOfTrace() {
        return name.startsWith(TRACE);
    }

    /** Whether it is of a finding. */
    boolean isOfFinding() {
        return name.startsWith(FINDING);
    }

    /** Whether it is of a node, and no quantity. */
    boolean isOfNode() {
        return name.startsWith(NODE);
    }

    /** Whether it is a quantity of telemetry. */
    boolean isQuantity() {
        return !isOfTrace() && !isOfFinding() && !isOfNode();
    }

    /** Its words with a value. */
    String says(String value) {
        return called.contains(PLACE) ? called.replace(PLACE, value) : called + " " + value;
    }

    /** Names of the bits that a value has. */
    String namesOf(long value) {
        StringJoiner names = new StringJoiner(", ");
        bits.forEach((bit, name) -> {
            if ((value & bit) != 0) {
                names.add(name);
            }
        });
        return names.length() == 0 ? Unit.BITS.show((double) value) : names.toString();
    }
}
