package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.KernelStats;
import java.util.List;

/** Fields of a kernel on a device. */
final class KernelFields {

    static final Fields<KernelStats> ALL = AvroFields.of(KernelStats.getClassSchema(), (KernelStats row) -> row)
            .without(TraceFields.REPEATED)
            .named("device", row -> Labels.device(row.getDevice()))
            .names("kernel")
            .with(
                    "mean_execution_ns",
                    Unit.TIME,
                    "Mean time on the device, in ns: `avg_ns` again.",
                    KernelStats::getAvgNs);

    private KernelFields() {}

    /** Kernels shown at first: the costliest. */
    static List<KernelStats> shown(TraceReport report, int top) {
        return report.kernels().stream().limit(top).toList();
    }
}
