package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Rest;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.OperatorStats;
import io.tracemill.schemas.TraceInfo;
import java.util.List;

/**
 * Section on operators: their cost on the host and on the devices. Its rows include the annotations, which are not
 * shown.
 */
final class OperatorSection implements Section<TraceReport> {

    private static final Layout<OperatorStats> LAYOUT = columns(
                    Layout.rows("operators", "Operators", OperatorFields.ALL), "operator")
            .about("by their share of device time or of self time, whichever is larger")
            .side("launch_ns", "launch")
            .side("copy_ns", "copy")
            .side("allocation_ns", "allocate")
            .details()
            .build();

    /** Adds the columns of a table of operators or annotations. */
    static Layout.Builder<OperatorStats> columns(Layout.Builder<OperatorStats> layout, String title) {
        return layout.key("operator", title)
                .side("count", "count")
                .main("total_ns", "total")
                .side("avg_ns", "avg")
                .main("self_ns", "self")
                .main("self_pct", "self %")
                .main("runtime_ns", "calls")
                .main("device_ns", "device self")
                .side("device_total_ns", "device total")
                .bar("device_pct", "device %")
                .side("children", "children");
    }

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        List<OperatorStats> operators = OperatorFields.rows(report, EventKind.OPERATOR);
        SheetBuilder<OperatorStats> sheet = LAYOUT.sheet(report.operators())
                .showing(operators.stream().limit(top).toList())
                .rest(Rest.beyond(top, operators.size(), "operators"));
        if (!report.operators().isEmpty()) {
            sheet.say(sums(report));
        }
        return sheet.build();
    }

    private static Sentence sums(TraceReport report) {
        TraceInfo trace = report.trace();
        Sentence sums = Sentence.of("Self time of all operators ")
                .time(TraceFields.operatorsSelfNs(report))
                .text(", device time ")
                .time(trace.getDeviceEventsNs());
        Double compute = trace.getComputeBoundPct();
        Double memory = trace.getMemoryBoundPct();
        Double communication = trace.getCommunicationBoundPct();
        Double synchronisation = trace.getSynchronisationBoundPct();
        if (compute == null || memory == null || communication == null || synchronisation == null) {
            return sums.text(".");
        }
        return sums.text("; compute-bound ")
                .percent(compute)
                .text(", memory-bound ")
                .percent(memory)
                .text(", communication-bound ")
                .percent(communication)
                .text(", synchronisation-bound ")
                .percent(synchronisation)
                .text(".");
    }
}
