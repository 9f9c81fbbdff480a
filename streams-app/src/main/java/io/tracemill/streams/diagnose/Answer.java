package io.tracemill.streams.diagnose;

import io.tracemill.schemas.Confidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whether a condition holds, and what shows it.
 *
 * @param truth whether it holds
 * @param signs what shows it, the first condition first; empty unless it holds
 * @param limits why it is not sure; empty unless it holds
 */
record Answer(Truth truth, List<Sign> signs, List<Limit> limits) {

    static final Answer FAILS = new Answer(Truth.FAILS, List.of(), List.of());
    static final Answer UNKNOWN = new Answer(Truth.UNKNOWN, List.of(), List.of());

    static Answer holds(List<Sign> signs, List<Limit> limits) {
        return new Answer(Truth.HOLDS, List.copyOf(signs), List.copyOf(limits));
    }

    boolean holds() {
        return truth == Truth.HOLDS;
    }

    /** The most confidence that its limits leave. */
    Confidence most() {
        return limits.stream().map(Limit::most).max(Comparator.naturalOrder()).orElse(Confidence.HIGH);
    }

    Answer with(Limit limit) {
        List<Limit> more = new ArrayList<>(limits);
        more.add(limit);
        return holds() ? holds(signs, more) : this;
    }

    /** Answer to all of some conditions. */
    static Answer all(List<Answer> answers) {
        if (answers.stream().anyMatch(answer -> answer.truth == Truth.FAILS)) {
            return FAILS;
        }
        if (answers.stream().anyMatch(answer -> answer.truth == Truth.UNKNOWN)) {
            return UNKNOWN;
        }
        return holds(
                answers.stream().flatMap(answer -> answer.signs.stream()).toList(),
                answers.stream().flatMap(answer -> answer.limits.stream()).toList());
    }

    /** Answer to whether one of some conditions holds. The surest counts; the others that hold are further signs. */
    static Answer any(List<Answer> answers) {
        List<Answer> holding = answers.stream().filter(Answer::holds).toList();
        if (holding.isEmpty()) {
            return answers.stream().anyMatch(answer -> answer.truth == Truth.UNKNOWN) ? UNKNOWN : FAILS;
        }
        List<Answer> surestFirst =
                holding.stream().sorted(Comparator.comparing(Answer::most)).toList();
        return holds(
                surestFirst.stream().flatMap(answer -> answer.signs.stream()).toList(), surestFirst.get(0).limits);
    }
}
