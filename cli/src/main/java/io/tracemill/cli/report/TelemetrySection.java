package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Section on the telemetry beside traces, or in their archive: which sources have readings of which nodes. */
final class TelemetrySection implements Section<Differences> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Fields<TelemetryUse.Source> FIELDS = Fields.<TelemetryUse.Source>none()
            .with("node", Unit.TEXT, "Node that the readings are of.", TelemetryUse.Source::node)
            .with("source", Unit.TEXT, "Exporter and its target.", TelemetryUse.Source::source)
            .with("readings", Unit.COUNT, "Number of readings.", TelemetryUse.Source::readings)
            .with(
                    "first_ns",
                    Unit.INSTANT,
                    "Time of the first reading, in ns since the epoch.",
                    row -> time(row.firstNanos()))
            .with(
                    "last_ns",
                    Unit.INSTANT,
                    "Time of the last reading, in ns since the epoch.",
                    row -> time(row.lastNanos()));

    private static final Layout<TelemetryUse.Source> LAYOUT = Layout.rows("telemetry", "Telemetry", FIELDS)
            .about("readings beside the traces, or in the archive; times in UTC")
            .key("node", "node")
            .key("source", "source")
            .main("readings", "readings")
            .main("first_ns", "first")
            .main("last_ns", "last")
            .build();

    private static Named time(long nanos) {
        return new Named(nanos, TIME.format(Instant.ofEpochSecond(0, nanos)));
    }

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(Differences differences, int top) {
        return LAYOUT.sheet(differences.reports().telemetry().sources())
                .showingFirst(top, "sources")
                .build();
    }
}
