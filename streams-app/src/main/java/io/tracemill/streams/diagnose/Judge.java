package io.tracemill.streams.diagnose;

import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.QuantityFact;
import io.tracemill.schemas.RankTelemetry;
import io.tracemill.schemas.SlowRankKind;
import io.tracemill.schemas.TelemetryState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the causes of one finding. */
final class Judge {

    private static final double HALF_PCT = 50;

    private final KnowledgeBase knowledge;
    private final Subject subject;
    private final RunTelemetry run;
    private final List<Case> cases;

    /**
     * Creates the judge of a finding.
     *
     * @param named ranks that any finding names, which are nobody's peers
     */
    Judge(KnowledgeBase knowledge, Subject subject, RunTelemetry run, Set<Integer> named) {
        this.knowledge = knowledge;
        this.subject = subject;
        this.run = run;
        this.cases = subject.cases(run, named);
    }

    /** Causes that fit, the likeliest first. */
    List<Judgement> causes() {
        return knowledge.causesOf(subject.finding()).stream()
                .flatMap(cause -> judge(cause).stream())
                .sorted(Judgement.ORDER)
                .toList();
    }

    private Optional<Judgement> judge(Cause cause) {
        List<Judgement.Fit> fits = cases.stream()
                .map(of -> Judgement.Fit.of(cause, of, subject.isRun()))
                .filter(fit -> fit.needs().holds())
                .sorted(Comparator.comparing((Judgement.Fit fit) -> fit.needs().most())
                        .thenComparing(Judgement.Fit::supports, Comparator.reverseOrder()))
                .toList();
        if (fits.isEmpty()) {
            return Optional.empty();
        }
        Judgement.Fit clearest = fits.get(0);
        List<Sign> signs = fits.stream().flatMap(fit -> fit.signs().stream()).toList();
        List<Limit> limits = new ArrayList<>();
        ofFinding().ifPresent(limits::add);
        coverage(signs).ifPresent(limits::add);
        clearest.signs().forEach(sign -> ofReading(sign, limits));
        return Optional.of(
                Judgement.of(cause, new Judgement.Fit(clearest.needs(), clearest.supports(), signs), limits));
    }

    /** A cause is not surer than what it explains. */
    private Optional<Limit> ofFinding() {
        Confidence confidence = subject.finding().getConfidence();
        boolean isSure = confidence == Confidence.HIGH || subject.finding().getKind() == SlowRankKind.NONE;
        return isSure
                ? Optional.empty()
                : Optional.of(new Limit(confidence, "the confidence in the finding is " + confidence));
    }

    private Optional<Limit> coverage(List<Sign> signs) {
        Set<Integer> holding = new TreeSet<>();
        signs.stream().map(Sign::witness).filter(Objects::nonNull).forEach(witness -> holding.add(witness.rank()));
        int all = subject.ranks().size();
        if (subject.isRun() || subject.isShared() || holding.isEmpty() || holding.size() == all) {
            return Optional.empty();
        }
        String reason = "it shows in " + holding.size() + " of " + all + " slow ranks";
        return Optional.of(2 * holding.size() < all ? Limit.low(reason) : Limit.medium(reason));
    }

    private static void ofReading(Sign sign, List<Limit> limits) {
        @Nullable QuantityFact reading = sign.reading();
        if (reading == null || sign.witness() == null) {
            return;
        }
        RankTelemetry telemetry = sign.witness().telemetry();
        if (telemetry.getState() == TelemetryState.PARTIAL) {
            limits.add(Limit.medium("not all sources were read past the end of the trace: "
                    + String.join(", ", new TreeSet<>(telemetry.getMissingSources()))));
        }
        if (reading.getHeldPct() < HALF_PCT) {
            limits.add(Limit.medium("readings cover less than half of the trace"));
        }
        if (reading.getSamples() == 0) {
            limits.add(Limit.medium("no reading was within the trace, so that those around it count"));
        }
    }

    /** Why no cause fits, in a sentence. */
    String reason() {
        List<Witness> witnesses = witnesses();
        if (witnesses.stream().anyMatch(Witness::isRead)) {
            if (subject.isRun()) {
                return "readings were there, and none shows a cause";
            }
            return run.without(subject.ranks()).size() < RankCase.MIN_PEERS
                    ? "readings were there, and fewer than " + RankCase.MIN_PEERS + " peers to compare them with"
                    : "readings were there, and none differs from the peers'";
        }
        return witnesses.stream()
                .map(witness -> witness.telemetry().getState())
                .min(Comparator.naturalOrder())
                .map(Judge::reason)
                .orElse("no telemetry of the node was there");
    }

    private static String reason(TelemetryState state) {
        return switch (state) {
            case FULL, PARTIAL, NO_NODE -> "no telemetry of the node was there";
            case EXPIRED -> "the telemetry of that time is not remembered any more";
            case NO_DEVICE -> "it is not known which device of its node the rank worked on";
        };
    }

    private List<Witness> witnesses() {
        return subject.isRun()
                ? run.all()
                : subject.ranks().stream()
                        .flatMap(rank -> run.of(rank).stream())
                        .toList();
    }
}
