package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.QueueStats;
import java.util.Comparator;
import java.util.List;

/** Section on queues: how far the host is ahead of the streams of the devices. */
final class QueueSection implements Section<TraceReport> {

    private static final Layout<QueueStats> LAYOUT = Layout.rows(
                    "queues",
                    "Queues",
                    AvroFields.<QueueStats>of(QueueStats.getClassSchema(), row -> row)
                            .without(TraceFields.REPEATED)
                            .named("device", row -> Labels.device(row.getDevice())))
            .about("device events that are launched and have not begun, by stream; long queues: the host is far ahead")
            .key("device", "device")
            .key("stream", "stream")
            .main("launched", "device events")
            .main("mean_depth", "mean depth")
            .main("max_depth", "max depth")
            .main("above_1000_pct", "time above 1,000")
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        List<QueueStats> queues = report.queues().stream()
                .sorted(Comparator.comparing(QueueStats::getDevice, TraceReport.BY_DEVICE)
                        .thenComparing(row -> -row.getLaunched())
                        .thenComparing(QueueStats::getStream, TraceReport.BY_DEVICE))
                .toList();
        return LAYOUT.sheet(queues).showingFirst(top, "streams").build();
    }
}
