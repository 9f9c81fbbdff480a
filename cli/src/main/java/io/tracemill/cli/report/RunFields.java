package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.RankSpread;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fields of a comparison of ranks. */
final class RunFields {

    static final double GOOD_BALANCE_PCT = 90;
    static final double POOR_BALANCE_PCT = 70;

    /** Fields that are the same in all steps of a run. */
    private static final Set<String> REPEATED =
            Set.of("run", "date", "world_size", "complete", "reason", "left_out_traces", "more_steps", "final_ms");

    private static final Fields<RankSpread> SPREAD = AvroFields.of(RankSpread.getClassSchema(), (RankSpread row) -> row)
            .with(
                    "load_balance_rating",
                    Unit.TEXT,
                    "What the load balance is worth: good, fair or poor.",
                    RunFields::balance);

    /** Fields of a step. */
    static final Fields<RankSpread> OF_STEP = SPREAD.without(REPEATED).named("step", row -> Labels.step(row.getStep()));

    /** Fields of a run as a whole. */
    static final Fields<RunReport> OF_RUN = SPREAD.without(Set.of("step")).of(RunReport::whole);

    private RunFields() {}

    static @Nullable String balance(RankSpread row) {
        Double percent = row.getLoadBalancePct();
        return percent == null
                ? null
                : Rating.ofLarge(percent, GOOD_BALANCE_PCT, POOR_BALANCE_PCT).word();
    }
}
