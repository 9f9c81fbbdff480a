package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Rest;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.MeasureSpread;
import io.tracemill.schemas.RankSpread;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Section on the steps in which the ranks of a run differ most. */
final class UnevenStepSection implements Section<RunReport> {

    private static final int MOST_STEPS = 10;

    private static final Layout<RankSpread> LAYOUT = Layout.view("uneven_steps", "Uneven steps", RunFields.OF_STEP)
            .about("spread over 5 % of the window; worst first")
            .key("step", "step")
            .side("ranks_compared", "ranks")
            .main("mean_total_ns", "window")
            .main("computing.spread_pct", "computing")
            .main("exposed_communication.spread_pct", "exposed comm.")
            .main("idle.spread_pct", "idle")
            .side("load_balance_pct", "load balance")
            .detail("truncated")
            .mark("truncated", List.of("step"), "the end of a trace cuts this step")
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(RunReport run, int top) {
        List<RankSpread> uneven = uneven(run.steps());
        int most = Math.min(MOST_STEPS, top);
        return LAYOUT.sheet(uneven)
                .showing(uneven.stream().limit(most).toList())
                .rest(Rest.inData(Math.max(0, uneven.size() - most), "steps"))
                .build();
    }

    /** Uneven steps, worst first. The time before the first step is not a step. */
    private static List<RankSpread> uneven(List<RankSpread> steps) {
        return steps.stream()
                .filter(step -> !step.getUneven().isEmpty() && Objects.requireNonNull(step.getStep()) >= 0)
                .sorted(Comparator.comparingDouble(UnevenStepSection::worst)
                        .reversed()
                        .thenComparing(RankSpread::getStep))
                .toList();
    }

    private static double worst(RankSpread step) {
        return Stream.of(step.getComputing(), step.getExposedCommunication(), step.getIdle())
                .map(MeasureSpread::getSpreadPct)
                .filter(Objects::nonNull)
                .mapToDouble(percent -> percent)
                .max()
                .orElse(0);
    }
}
