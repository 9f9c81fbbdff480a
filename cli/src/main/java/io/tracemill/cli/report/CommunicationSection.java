package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import java.util.List;

/** Section on collectives and links. Shown only if the trace has more about some collective than its duration. */
final class CommunicationSection implements Section<TraceReport> {

    private static final Fields<CollectiveUse> FIELDS = Fields.<CollectiveUse>none()
            .with("collective", Unit.NAME, "Kind of collective.", CollectiveUse::collective)
            .with("link", Unit.TEXT, "Link it used; null where none is known.", CollectiveUse::link)
            .with(
                    "from_bytes",
                    Unit.BYTES,
                    "Power of two: their size is at least this, but less than twice of it; null where it is not known.",
                    CollectiveUse::fromBytes)
            .with("count", Unit.COUNT, "How many.", CollectiveUse::count)
            .with("total_ns", Unit.TIME, "Summed duration, in ns.", CollectiveUse::totalNs)
            .with("message_bytes", Unit.BYTES, "What this process put in, summed.", CollectiveUse::messageBytes)
            .with("transit_ns", Unit.TIME, "Time in which data moved, in ns.", CollectiveUse::transitNs)
            .with("wait_ns", Unit.TIME, "Time in which they waited for other processes, in ns.", CollectiveUse::waitNs)
            .with("idle_ns", Unit.TIME, "Time in which neither happened, in ns.", CollectiveUse::idleNs)
            .with("link_transit_bytes", Unit.BYTES, "What went over the link.", CollectiveUse::transitBytes)
            .with(
                    "link_transit_ns",
                    Unit.TIME,
                    "Summed time of the link's transfers, several of which may run at once, in ns.",
                    CollectiveUse::linkTransitNs)
            .with(
                    "bandwidth_gb_per_s",
                    Unit.GB_PER_S,
                    "`link_transit_bytes` for each ns of `link_transit_ns`.",
                    CollectiveUse::bandwidth)
            .with(
                    "algbw_gb_per_s",
                    Unit.GB_PER_S,
                    "Algorithm bandwidth over the whole duration, in which they may also have waited; a lower bound.",
                    CollectiveUse::algorithmBandwidth)
            .with(
                    "busbw_gb_per_s",
                    Unit.GB_PER_S,
                    "Bus bandwidth over the whole duration; a lower bound.",
                    CollectiveUse::busBandwidth);

    private static final Layout<CollectiveUse> LAYOUT = Layout.rows("communication", "Communication", FIELDS)
            .about("by total time; a collective over several links counts with each; busbw is a lower bound")
            .key("collective", "collective")
            .key("link", "link")
            .side("from_bytes", "size from")
            .side("count", "count")
            .main("total_ns", "total")
            .main("message_bytes", "message")
            .main("transit_ns", "transit")
            .main("wait_ns", "wait")
            .side("idle_ns", "idle")
            .main("bandwidth_gb_per_s", "bandwidth")
            .side("busbw_gb_per_s", "busbw")
            .details()
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        List<CollectiveUse> rows = report.communication();
        SheetBuilder<CollectiveUse> sheet = LAYOUT.sheet(rows);
        return rows.stream().anyMatch(CollectiveUse::tells)
                ? sheet.showingFirst(top, "collectives").build()
                : sheet.showing(List.of()).build();
    }
}
