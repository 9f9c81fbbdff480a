package io.tracemill.streams.diagnose;

import io.tracemill.schemas.QuantityFact;
import org.jspecify.annotations.Nullable;

/**
 * A value that makes a condition hold.
 *
 * @param comparison the condition
 * @param value the value
 * @param peers median of the peers; null if it was not compared
 * @param witness whose value it is; null if it is of the finding
 * @param ofRun whether it is the median of a run's ranks, of which the witness is one
 */
record Sign(
        Condition.Comparison comparison,
        double value,
        @Nullable Double peers,
        @Nullable Witness witness,
        boolean ofRun) {

    Condition.Asked asked() {
        return comparison.asked();
    }

    /** The reading that the value is from; null if it is from the trace or the finding. */
    @Nullable
    QuantityFact reading() {
        return witness == null || !asked().fact().isQuantity()
                ? null
                : witness.reading(asked().fact().name());
    }

    /** Whether it is about the node rather than a device. */
    boolean isOfNode() {
        @Nullable QuantityFact reading = reading();
        return asked().fact().isOfNode() || (reading != null && reading.getDevice() == null);
    }

    /** What it says, as a code. */
    String code() {
        if (asked().of() == Aggregate.CHANGE) {
            return "CHANGED";
        }
        if (comparison.bounds().bits() != null) {
            return "HAS_BITS";
        }
        if (peers != null) {
            return comparison.peers().isBelow() ? "BELOW_PEERS" : "ABOVE_PEERS";
        }
        if (asked().fact().isQuantity() && asked().of().isGrowth() && asked().of() != Aggregate.SHARE) {
            return "GREW";
        }
        if (comparison.bounds().equals() != null) {
            return "EQUALS";
        }
        return comparison.bounds().below() != null ? "BELOW" : "ABOVE";
    }

    /** Whether it tells the same as another one, or another reading of it. */
    boolean repeats(Sign other) {
        boolean isSame = asked().of() == other.asked().of()
                || (asked().of().isReading() && other.asked().of().isReading());
        return isSame && asked().fact().equals(other.asked().fact()) && witness == other.witness;
    }
}
