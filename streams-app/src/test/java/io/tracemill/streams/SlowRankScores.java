package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.SlowRankKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * Precision and recall of findings on runs whose faults are known. A run is right if its first finding has the right
 * kind and exactly the right ranks, groups or stage; where a rank is slow in a run that is uneven for another reason,
 * too, if any finding names exactly that rank.
 */
final class SlowRankScores {

    private static final double COST = 0.03;

    private final Map<String, Score> byFault = new TreeMap<>();
    private final Map<String, Score> byKind = new TreeMap<>();

    private static final class Score {
        private int runs;
        private int right;
        private int costlyRuns;
        private int costlyRight;
        private int innocents;

        double share() {
            return costlyRuns == 0 ? 1 : (double) costlyRight / costlyRuns;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%4d runs %4d right; cost >= 3 %%: %4d of %4d; innocents named in %d",
                    runs,
                    right,
                    costlyRight,
                    costlyRuns,
                    innocents);
        }
    }

    void add(String mode, JsonNode truth, List<SlowRankFinding> findings) {
        String fault = truth.path("fault").asText();
        boolean isCompound = fault.equals("compute_seqlen") || fault.equals("compute_stage");
        List<SlowRankFinding> major =
                findings.stream().filter(finding -> !finding.getMinor()).toList();
        boolean right = isCompound
                ? major.stream().anyMatch(finding -> isRight(finding, truth, mode))
                : !major.isEmpty() && isRight(major.get(0), truth, mode);
        boolean isCostly = fault.equals("none") || truth.path("cost").asDouble() >= COST;
        Score score = byFault.computeIfAbsent(mode + " " + fault, any -> new Score());
        count(score, right, isCostly);
        score.innocents += namesInnocents(major, truth) ? 1 : 0;
        if (!isCompound && !major.isEmpty() && major.get(0).getKind() != SlowRankKind.NONE) {
            count(byKind.computeIfAbsent(mode + " " + major.get(0).getKind(), any -> new Score()), right, true);
        }
    }

    private static void count(Score score, boolean right, boolean isCostly) {
        score.runs++;
        score.right += right ? 1 : 0;
        score.costlyRuns += isCostly ? 1 : 0;
        score.costlyRight += isCostly && right ? 1 : 0;
    }

    private static boolean isRight(SlowRankFinding finding, JsonNode truth, String mode) {
        if (!finding.getKind().name().equals(truth.path("kind").asText())) {
            return false;
        }
        return switch (finding.getKind()) {
            case SLOW_LINK -> new TreeSet<>(finding.getGroups()).equals(new TreeSet<>(texts(truth.path("groups"))));
            case IMBALANCED_STAGES -> isStage(finding, truth, mode);
            default -> finding.getRanks().equals(numbers(truth.path("ranks")));
        };
    }

    /** The stage by its number where that is known, or else by its ranks. */
    private static boolean isStage(SlowRankFinding finding, JsonNode truth, String mode) {
        int stage = truth.path("stage").asInt();
        int size = truth.path("dp").asInt() * truth.path("tp").asInt();
        List<Integer> ranks = new ArrayList<>();
        for (int rank = stage * size; rank < (stage + 1) * size; rank++) {
            ranks.add(rank);
        }
        return finding.getStageRanks().equals(ranks)
                && Objects.equals(finding.getStage(), mode.equals("stages") ? stage : null);
    }

    private static boolean namesInnocents(List<SlowRankFinding> findings, JsonNode truth) {
        List<Integer> slow = numbers(truth.path("ranks"));
        return findings.stream().anyMatch(finding -> !slow.containsAll(finding.getRanks()));
    }

    private static List<Integer> numbers(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** Fails if too many runs are wrong whose stages are known and whose fault costs at least 3 %. */
    void check() {
        int runs = 0;
        int right = 0;
        for (Map.Entry<String, Score> score : byFault.entrySet()) {
            if (score.getKey().startsWith("stages ")) {
                runs += score.getValue().costlyRuns;
                right += score.getValue().costlyRight;
            }
        }
        assertThat((double) right / runs).as("%d of %d right", right, runs).isGreaterThan(0.95);
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        byFault.forEach((fault, score) -> table.append(String.format("%-26s %s%n", fault, score)));
        table.append("first findings, by kind\n");
        byKind.forEach((kind, score) -> table.append(String.format(
                Locale.ROOT, "%-28s precision %.3f (%d of %d)%n", kind, score.share(), score.right, score.runs)));
        return table.toString();
    }
}
