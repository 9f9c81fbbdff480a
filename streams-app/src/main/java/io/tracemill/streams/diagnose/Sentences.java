package io.tracemill.streams.diagnose;

import io.tracemill.schemas.QuantityFact;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.SlowRankKind;
import io.tracemill.streams.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Sentences about a finding and its causes, in English. */
final class Sentences {

    private static final double NANOS_PER_SECOND = 1e9;

    private final SlowRankFinding finding;

    Sentences(SlowRankFinding finding) {
        this.finding = finding;
    }

    /** A cause and what shows it in the clearest rank, in one sentence. */
    String summary(Judgement judgement) {
        List<Sign> clearest = ofClearest(judgement.signs());
        @Nullable
        Witness witness = clearest.isEmpty() || clearest.get(0).ofRun()
                ? null
                : clearest.get(0).witness();
        String who = who(witness);
        String others = others(judgement.signs(), witness);
        return who + " " + judgement.cause().texts().says() + ": " + evidence(clearest) + others;
    }

    /** That nothing is known, in one sentence. */
    String unknown(String reason) {
        return finding.getKind() == SlowRankKind.NONE
                ? "no rank of the run stands out, and no known cause of a slow run shows: " + reason
                : who(null) + " is slow, and no known cause fits: " + reason;
    }

    /** Signs of the rank that comes first, and those of the finding. */
    private static List<Sign> ofClearest(List<Sign> signs) {
        @Nullable
        Witness first = signs.stream()
                .map(Sign::witness)
                .filter(witness -> witness != null)
                .findFirst()
                .orElse(null);
        boolean ofRun = !signs.isEmpty() && signs.stream().anyMatch(Sign::ofRun);
        return signs.stream()
                .filter(sign -> ofRun || sign.witness() == null || sign.witness() == first)
                .distinct()
                .toList();
    }

    private String who(@Nullable Witness witness) {
        return switch (finding.getKind()) {
            case SLOW_NODE -> "node " + finding.getHost();
            case SLOW_LINK -> "group " + finding.getGroup() + (witness == null ? "" : ", rank " + witness.rank() + ",");
            case IMBALANCED_STAGES -> finding.getStage() == null ? "a stage" : "stage " + finding.getStage();
            case NONE, RANK_SPREAD, VARYING_LOAD, VARYING_HOST -> "the run";
            case SLOW_COMPUTE, SLOW_HOST, SLOW_INPUT -> witness == null ? ranks() : "rank " + witness.rank();
        };
    }

    private String ranks() {
        List<Integer> ranks = finding.getRanks();
        return ranks.size() == 1 ? "rank " + ranks.get(0) : "each of the ranks " + list(ranks);
    }

    private static String list(List<Integer> ranks) {
        return String.join(", ", ranks.stream().map(String::valueOf).toList());
    }

    private String others(List<Sign> signs, @Nullable Witness clearest) {
        if (clearest == null || finding.getKind() == SlowRankKind.SLOW_NODE) {
            return "";
        }
        Set<Integer> ranks = new TreeSet<>();
        signs.forEach(sign -> {
            if (sign.witness() != null) {
                ranks.add(sign.witness().rank());
            }
        });
        ranks.remove(clearest.rank());
        if (ranks.isEmpty()) {
            return "";
        }
        return "; likewise rank" + (ranks.size() == 1 ? " " : "s ") + list(new ArrayList<>(ranks));
    }

    private static String evidence(List<Sign> signs) {
        List<String> parts = new ArrayList<>();
        boolean hasPeers = false;
        boolean hasReadings = false;
        for (Sign sign : signs) {
            String part = says(sign);
            if (sign.peers() != null) {
                part += " against " + sign.asked().show(sign.peers()) + (hasPeers ? "" : " of its peers");
                hasPeers = true;
            }
            if (sign.comparison().during() != null) {
                part += " while " + sign.comparison().during().text();
            }
            @Nullable QuantityFact reading = sign.reading();
            if (reading != null && !hasReadings) {
                part += " (" + readings(reading) + ")";
                hasReadings = true;
            }
            parts.add(part);
        }
        return String.join("; ", parts);
    }

    private static String says(Sign sign) {
        Condition.Asked asked = sign.asked();
        Fact fact = asked.fact();
        String value = asked.show(sign.value());
        if (fact.unit() == Unit.BITS) {
            return fact.says(fact.namesOf((long) sign.value()));
        }
        return switch (asked.of()) {
            case SHARE -> fact.says(value) + " of the time";
            case CHANGE -> fact.called() + " changed to " + value;
            case SPREAD -> fact.called() + " within " + value;
            case EXCESS -> value + " more " + fact.called() + " than at the pace of the hour before";
            case INCREASE -> value + " " + fact.called();
            case MEAN, MIN, MAX, RATE -> fact.says(value);
        };
    }

    private static String readings(QuantityFact reading) {
        int samples = reading.getSamples();
        @Nullable Long interval = reading.getIntervalNs();
        return samples
                + (samples == 1 ? " reading" : " readings")
                + (interval == null ? "" : ", ± " + Unit.SECONDS.show(interval / NANOS_PER_SECOND));
    }
}
