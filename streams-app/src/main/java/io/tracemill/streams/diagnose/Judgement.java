package io.tracemill.streams.diagnose;

import io.tracemill.schemas.Confidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A cause that fits a finding.
 *
 * @param cause the cause
 * @param signs what shows it, the clearest rank first
 * @param supports how many conditions support it in the clearest rank
 * @param confidence confidence in it
 * @param reasons why the confidence is not HIGH
 */
record Judgement(Cause cause, List<Sign> signs, int supports, Confidence confidence, List<String> reasons) {

    /** The surest first, then that with more support, then by code. */
    static final Comparator<Judgement> ORDER = Comparator.comparing(Judgement::confidence)
            .thenComparing(Judgement::supports, Comparator.reverseOrder())
            .thenComparing(judgement -> judgement.cause().code());

    Judgement {
        signs = List.copyOf(signs);
        reasons = List.copyOf(reasons);
    }

    /** Judges a cause from its answers in the clearest case, and from what else limits the confidence. */
    static Judgement of(Cause cause, Fit fit, List<Limit> more) {
        Confidence reached = raised(cause.confidence(), fit.supports());
        List<Limit> limits = new ArrayList<>(fit.needs().limits());
        limits.addAll(more);
        Confidence most =
                limits.stream().map(Limit::most).max(Comparator.naturalOrder()).orElse(Confidence.HIGH);
        Confidence confidence = most.compareTo(reached) > 0 ? most : reached;
        Set<String> reasons = new LinkedHashSet<>();
        if (reached != Confidence.HIGH) {
            reasons.add(fit.supports() == 0 ? "nothing else supports it" : "little supports it");
        }
        limits.stream().filter(limit -> limit.most() != Confidence.HIGH).forEach(limit -> reasons.add(limit.reason()));
        return new Judgement(cause, fit.signs(), fit.supports(), confidence, new ArrayList<>(reasons));
    }

    private static Confidence raised(Confidence from, int by) {
        return by == 0
                ? from
                : raised(
                        switch (from) {
                            case LOW -> Confidence.MEDIUM;
                            case MEDIUM, HIGH -> Confidence.HIGH;
                        },
                        by - 1);
    }

    /**
     * How a cause fits one case.
     *
     * @param needs answer to all that must hold
     * @param supports number of conditions that support it
     * @param signs what shows it
     */
    record Fit(Answer needs, int supports, List<Sign> signs) {

        static Fit of(Cause cause, Case of, boolean ofRun) {
            boolean excluded = cause.conditions().against().stream()
                    .anyMatch(condition -> condition.ask(of).holds());
            Answer needs = excluded
                    ? Answer.FAILS
                    : Answer.all(cause.needs(ofRun).stream()
                            .map(condition -> condition.ask(of))
                            .toList());
            if (!needs.holds()) {
                return new Fit(needs, 0, List.of());
            }
            List<Answer> supporting = cause.conditions().supports().stream()
                    .map(condition -> condition.ask(of))
                    .filter(Answer::holds)
                    .toList();
            List<Sign> signs = new ArrayList<>(needs.signs());
            supporting.stream().flatMap(answer -> answer.signs().stream()).forEach(signs::add);
            return new Fit(needs, supporting.size(), withoutRepeats(signs));
        }

        private static List<Sign> withoutRepeats(List<Sign> signs) {
            List<Sign> kept = new ArrayList<>();
            for (Sign sign : signs) {
                int repeated = -1;
                for (int i = 0; i < kept.size(); i++) {
                    repeated = kept.get(i).repeats(sign) ? i : repeated;
                }
                if (repeated < 0) {
                    kept.add(sign);
                } else if (kept.get(repeated).peers() == null && sign.peers() != null) {
                    kept.set(repeated, sign);
                }
            }
            return kept;
        }
    }
}
