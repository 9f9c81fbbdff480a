package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.OperatorStats;
import io.tracemill.schemas.TraceInfo;
import java.util.Set;

/** Fields of a trace as a whole. */
final class TraceFields {

    /** Fields that are the same in all rows of a trace. */
    static final Set<String> REPEATED = Set.of("trace_id", "run", "date", "node", "rank");

    static final Fields<TraceReport> ALL = AvroFields.of(TraceInfo.getClassSchema(), TraceReport::trace)
            .with(
                    "operators_self_ns",
                    Unit.TIME,
                    "Summed self time of all operators, in ns.",
                    TraceFields::operatorsSelfNs)
            .with(
                    "memory.allocations_not_followed",
                    Unit.COUNT,
                    "Allocations that were not followed to their release.",
                    report -> report.memory().notFollowed());

    private TraceFields() {}

    static long operatorsSelfNs(TraceReport report) {
        return report.operators().stream()
                .filter(row -> row.getKind() == EventKind.OPERATOR)
                .mapToLong(OperatorStats::getSelfNs)
                .sum();
    }
}
