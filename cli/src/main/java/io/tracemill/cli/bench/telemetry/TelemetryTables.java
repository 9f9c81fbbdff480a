package io.tracemill.cli.bench.telemetry;

import io.tracemill.bench.fleet.FleetSize;
import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.TextTable;
import io.tracemill.telemetry.batch.ReadingTotals;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report for a person. */
final class TelemetryTables {

    private final TelemetryReport report;
    private final PrintWriter out;
    private final int columns;

    private TelemetryTables(TelemetryReport report, PrintWriter out, int columns) {
        this.report = report;
        this.out = out;
        this.columns = columns;
    }

    static void print(TelemetryReport report, PrintWriter out, int columns) {
        TelemetryTables tables = new TelemetryTables(report, out, columns);
        tables.answers();
        tables.table("CPU  (" + tables.span() + ")", tables.cpu());
        tables.table("BYTES  (of all readings)", tables.bytes());
        tables.table("MINUTES", tables.minutes());
    }

    private void answers() {
        FleetSize fleet = report.request().fleet();
        ReadingTotals totals = report.totals();
        out.println(Runtime.getRuntime().availableProcessors() + " cores; " + Figures.count(fleet.nodes()) + " nodes x "
                + fleet.devices() + " devices x " + fleet.metrics() + " metrics / "
                + fleet.interval().toMillis() / 1e3 + " s = " + Figures.count(Math.round(fleet.readingsPerSecond()))
                + " readings/s" + (report.request().paced() ? "" : ", read as fast as it goes"));
        out.println();
        out.println("ANSWERS  (checked; the archive holds what was published, row for row and with the same sum)");
        out.println("  " + Figures.count(totals.read()) + " samples read = " + Figures.count(totals.published())
                + " published + 0 refused + 0 duplicates; " + Figures.count(totals.published())
                + " rows in Parquet; archived after " + digits(report.wholeNanos() / 1e9, 1) + " s");
        out.println();
    }

    private String span() {
        return (report.warm().size() == report.minutes().size() ? "" : "after the first minute: ")
                + Figures.count(report.warmReadings()) + " readings in " + digits(report.warmSeconds(), 1) + " s, "
                + Figures.count(Math.round(report.warmReadings() / report.warmSeconds())) + " a second";
    }

    private TextTable cpu() {
        TextTable table = new TextTable("<  part", "CPU", "of a core", "us/reading");
        Map<Part, Long> cpu = report.warmCpu();
        long sum = 0;
        for (Part part : Part.values()) {
            long nanos = cpu.getOrDefault(part, 0L);
            sum += part == Part.EXPORTERS ? 0 : nanos;
            cpu(table, part.title(), nanos);
        }
        cpu(table, "all but the exporters", sum);
        return table;
    }

    private void cpu(TextTable table, String title, long nanos) {
        table.row(
                "  " + title,
                digits(nanos / 1e9, 2) + " s",
                Figures.percent(100 * nanos / 1e9 / report.warmSeconds()),
                digits(nanos / 1e3 / report.warmReadings(), 3));
    }

    private TextTable bytes() {
        TextTable table = new TextTable("<  as", "bytes", "B/reading");
        TelemetryReport.Bytes bytes = report.bytes();
        bytes(table, "text of exporters", bytes.text());
        bytes(table, "batches, before compression", bytes.encoded());
        bytes(table, "topic, on the broker's disk", bytes.topic());
        bytes(table, "Parquet", bytes.parquet());
        return table;
    }

    private void bytes(TextTable table, String title, long bytes) {
        table.row("  " + title, Figures.bytes(bytes), digits(report.perReading(bytes), 2));
    }

    private TextTable minutes() {
        TextTable table = new TextTable(
                "  minute", "readings", "CPU", "heap, least", "resident", "topic", "latest answer", "archive behind");
        List<Minute> minutes = report.minutes();
        for (int i = 0; i < minutes.size(); i++) {
            Minute minute = minutes.get(i);
            long cpu = minute.cpuNanos().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            table.row(
                    "  " + (i + 1),
                    Figures.count(minute.readings()),
                    digits(cpu / 1e9, 1) + " s",
                    Figures.bytes(minute.heapBytes()),
                    Figures.bytes(minute.residentBytes()),
                    Figures.bytes(minute.topicBytes()),
                    Figures.time(minute.latestNanos()),
                    Figures.count(minute.behind()) + " batches");
        }
        return table;
    }

    private void table(String title, TextTable table) {
        out.println(title);
        table.lines(columns).forEach(out::println);
        out.println();
    }

    private static String digits(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
