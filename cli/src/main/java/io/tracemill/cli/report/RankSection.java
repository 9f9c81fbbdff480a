package io.tracemill.cli.report;

import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.TextTable;
import io.tracemill.schemas.MeasureSpread;
import io.tracemill.schemas.RankSpread;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the ranks of a run differ: balance, the rank the others seem to wait for, and the steps that are uneven. */
final class RankSection {

    private static final int MOST_STEPS = 10;
    private static final double GOOD_BALANCE_PCT = 90;
    private static final double POOR_BALANCE_PCT = 70;

    private RankSection() {}

    static void print(RunReport run, Page page) {
        RankSpread whole = run.whole();
        Integer size = whole.getWorldSize();
        page.heading("RANKS  (run " + TextTable.printable(whole.getRun()) + ": " + Figures.count(whole.getRanks())
                + (size == null ? "" : " of " + Figures.count(size)) + " ranks compared)");
        warnings(whole, page);
        balance(whole.getLoadBalancePct(), page);
        suspect(run, page);
        page.table(measures(whole));
        uneven(run.steps(), page);
    }

    private static void warnings(RankSpread whole, Page page) {
        if (!whole.getComplete()) {
            page.text("WARNING: not all ranks are compared: " + whole.getReason() + ".");
        }
        if (whole.getLeftOut() > 0) {
            page.text("WARNING: traces left out, since another one of their rank is compared: "
                    + Figures.count(whole.getLeftOut()) + ".");
        }
    }

    private static void balance(@Nullable Double percent, Page page) {
        if (percent != null) {
            String word =
                    percent > GOOD_BALANCE_PCT ? "good" : percent < POOR_BALANCE_PCT ? "poor" : "neither good nor poor";
            page.text("Load balance " + Figures.percent(percent) + " (mean of computing over its largest): " + word
                    + "; over 90 % is good, under 70 % poor.");
        }
    }

    private static void suspect(RunReport run, Page page) {
        RankSpread whole = run.whole();
        Integer rank = whole.getSlowRank();
        if (rank == null) {
            page.text("No rank stands out as the one that the others wait for (" + whole.getRule() + ").");
            return;
        }
        MeasureSpread collectives = whole.getCommunication();
        long steps = run.steps().stream()
                .filter(step -> rank.equals(step.getSlowRank()))
                .count();
        page.text("Rank " + rank + " is the suspected slow rank: its collectives took "
                + Figures.time(collectives.getMinNs()) + " where the mean of all ranks is "
                + Figures.time(collectives.getAvgNs()) + ", so the others seem to wait for it (" + whole.getRule()
                + "); the same in " + Figures.count(steps) + " of "
                + Figures.count(run.steps().size()) + " steps.");
    }

    private static TextTable measures(RankSpread row) {
        TextTable table = new TextTable("<of each rank", "least", "rank", "mean", "most", "rank", "spread", "");
        measure(table, "computing", row.getComputing(), row.getUneven().contains("computing"));
        measure(
                table,
                "exposed communication",
                row.getExposedCommunication(),
                row.getUneven().contains("exposed_communication"));
        measure(table, "idle", row.getIdle(), row.getUneven().contains("idle"));
        measure(table, "communication", row.getCommunication(), false);
        return table;
    }

    private static void measure(TextTable table, String name, MeasureSpread spread, boolean uneven) {
        table.row(
                name,
                Figures.time(spread.getMinNs()),
                Integer.toString(spread.getMinRank()),
                Figures.time(spread.getAvgNs()),
                Figures.time(spread.getMaxNs()),
                Integer.toString(spread.getMaxRank()),
                percent(spread.getSpreadPct()),
                uneven ? "over 5 %" : "");
    }

    /** The time before the first step is no step that ranks could do unevenly. */
    private static void uneven(List<RankSpread> steps, Page page) {
        List<RankSpread> uneven = steps.stream()
                .filter(step -> !step.getUneven().isEmpty() && Objects.requireNonNull(step.getStep()) >= 0)
                .sorted(Comparator.comparingDouble(RankSection::worst)
                        .reversed()
                        .thenComparing(RankSpread::getStep))
                .toList();
        if (uneven.isEmpty()) {
            return;
        }
        List<RankSpread> shown =
                uneven.stream().limit(Math.min(MOST_STEPS, page.top())).toList();
        page.heading("UNEVEN STEPS  (spread over 5 % of the window; worst first)");
        page.table(steps(shown));
        if (shown.size() < uneven.size()) {
            page.text("... and " + Figures.count(uneven.size() - shown.size())
                    + " more (the dataset rank_spread has all)");
        }
        if (shown.stream().anyMatch(RankSpread::getTruncated)) {
            page.text("* the end of a trace cuts this step");
        }
    }

    private static double worst(RankSpread step) {
        return Stream.of(step.getComputing(), step.getExposedCommunication(), step.getIdle())
                .map(MeasureSpread::getSpreadPct)
                .filter(Objects::nonNull)
                .mapToDouble(percent -> percent)
                .max()
                .orElse(0);
    }

    private static TextTable steps(List<RankSpread> rows) {
        TextTable table = new TextTable(
                "step", "ranks", "window", "computing", "exposed comm.", "idle", "load balance", "slow rank");
        for (RankSpread row : rows) {
            Integer slow = row.getSlowRank();
            table.row(
                    Labels.step(row.getStep()) + (row.getTruncated() ? "*" : ""),
                    Figures.count(row.getRanks()),
                    Figures.time(row.getTotalNs()),
                    percent(row.getComputing().getSpreadPct()),
                    percent(row.getExposedCommunication().getSpreadPct()),
                    percent(row.getIdle().getSpreadPct()),
                    percent(row.getLoadBalancePct()),
                    slow == null ? "" : slow.toString());
        }
        return table;
    }

    private static String percent(@Nullable Double percent) {
        return percent == null ? "" : Figures.percent(percent);
    }
}
