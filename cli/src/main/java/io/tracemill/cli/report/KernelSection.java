package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.KernelStats;
import java.util.List;

/** Section on kernels, copies and collectives: their cost on each device, and the time before and after they ran. */
final class KernelSection implements Section<TraceReport> {

    private static final Layout<KernelStats> LAYOUT = Layout.rows("kernels", "Kernels", KernelFields.ALL)
            .about("by total time; launch, execution: means of the calls; queuing: mean wait in the queue;"
                    + " completion: mean wait for it")
            .key("kernel", "kernel")
            .key("device", "device")
            .main("count", "count")
            .main("total_ns", "total")
            .bar("device_pct", "share")
            .side("grid", "grid")
            .side("block", "block")
            .side("occupancy_pct", "occupancy")
            .side("mean_launch_ns", "launch")
            .side("mean_queuing_ns", "queuing")
            .main("mean_execution_ns", "execution")
            .side("mean_completion_ns", "completion")
            .details()
            .mark(
                    "geometry_varies",
                    List.of("grid", "block"),
                    "of its longest call; other calls were launched otherwise")
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        return LAYOUT.sheet(report.kernels()).showingFirst(top, "kernels").build();
    }
}
