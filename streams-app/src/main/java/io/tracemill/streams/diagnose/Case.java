package io.tracemill.streams.diagnose;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Something of which conditions are asked: a slow rank beside its peers, or a whole run. */
interface Case {

    /** Whether a fact is as a condition asks. */
    Answer compare(Condition.Comparison comparison);

    /** Whether something was read, and none of some quantities. */
    Answer lacks(Set<String> quantities);

    /** Answer of a finding about itself. */
    static Answer ofFinding(Condition.Comparison comparison, Map<String, Double> finding) {
        Double value = finding.get(comparison.asked().fact().name());
        if (value == null) {
            return Answer.UNKNOWN;
        }
        return comparison.bounds().hold(value)
                ? Answer.holds(List.of(new Sign(comparison, value, null, null, false)), List.of())
                : Answer.FAILS;
    }
}
