package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Named;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.SlowRankKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words for people about findings on the ranks of a run. */
final class SlowRankLabels {

    private SlowRankLabels() {}

    static Named kind(SlowRankKind kind) {
        return new Named(
                kind.name(),
                switch (kind) {
                    case NONE -> "none";
                    case SLOW_COMPUTE -> "slow computing";
                    case SLOW_HOST -> "slow host process";
                    case SLOW_INPUT -> "slow data loading";
                    case SLOW_NODE -> "slow node";
                    case SLOW_LINK -> "slow link";
                    case IMBALANCED_STAGES -> "imbalanced stages";
                    case RANK_SPREAD -> "spread of ranks";
                    case VARYING_LOAD -> "varying load";
                    case VARYING_HOST -> "varying host";
                });
    }

    /** What a finding is about; null if it is about all ranks. */
    static @Nullable String where(SlowRankFinding row) {
        return switch (row.getKind()) {
            case SLOW_COMPUTE, SLOW_HOST, SLOW_INPUT -> ranks(row.getRanks());
            case SLOW_NODE -> row.getHost() + ": " + ranks(row.getRanks());
            case SLOW_LINK -> row.getCollective() + ": " + String.join(", ", row.getGroups());
            case IMBALANCED_STAGES ->
                (row.getStage() == null ? "" : "stage " + row.getStage() + ": ") + ranks(row.getStageRanks());
            case NONE, RANK_SPREAD, VARYING_LOAD, VARYING_HOST -> null;
        };
    }

    /** Ranks with runs of consecutive numbers as 8-15. */
    static String ranks(List<Integer> ranks) {
        return (ranks.size() == 1 ? "rank " : "ranks ") + numbers(ranks);
    }

    /** Numbers of ranks, with runs of consecutive ones as 8-15. */
    static String numbers(List<Integer> ranks) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ranks.size(); ) {
            int end = i;
            while (end + 1 < ranks.size() && ranks.get(end + 1) == ranks.get(end) + 1) {
                end++;
            }
            text.append(i == 0 ? "" : ", ").append(ranks.get(i));
            if (end > i) {
                text.append(end == i + 1 ? ", " : "-").append(ranks.get(end));
            }
            i = end + 1;
        }
        return text.toString();
    }
}
