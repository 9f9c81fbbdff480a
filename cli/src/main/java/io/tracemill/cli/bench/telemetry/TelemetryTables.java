package io.tracemill.cli.bench.telemetry;

import io.tracemill.bench.fleet.FleetSize;
import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.TextTable;
import io.tracemill.telemetry.batch.ReadingTotals;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

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
        tables.fleet();
        if (report.request().traces() > 0) {
            tables.table("LAGS", tables.lags());
        }
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
        out.println("ANSWERS  (checked; archive and fleet topology have what was published)");
        out.println("  " + Figures.count(totals.read()) + " samples read = " + Figures.count(totals.published())
                + " published + 0 refused + 0 duplicates; " + Figures.count(totals.published())
                + " rows in Parquet; archived after " + digits(report.times().wholeNanos() / 1e9, 1) + " s");
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

    private void fleet() {
        FleetUse use = report.fleet();
        double micros = report.fleetMicros();
        out.println("FLEET TOPOLOGY  (of all readings)");
        out.println("  CPU: " + digits(micros, 2) + " us a reading = "
                + Figures.percent(micros * report.request().fleet().readingsPerSecond() / 1e4) + " of a core at "
                + Figures.count(Math.round(report.request().fleet().readingsPerSecond())) + " readings/s");
        out.println("  rows of device_health: " + Figures.count(use.healthRows()));
        out.println("  state: " + Figures.count(use.keys()) + " keys, " + Figures.bytes(use.stateBytes()) + " = "
                + digits(report.perReading(use.stateBytes()), 1) + " B/reading");
        out.println("  changelog on the broker's disk: " + Figures.bytes(use.changelogBytes()) + " = "
                + digits(report.perReading(use.changelogBytes()), 1) + " B/reading, restored in "
                + Figures.time(use.restoreNanos()));
        out.println("  traces answered: " + (use.answers().isEmpty() ? "none" : new TreeMap<>(use.answers())));
        out.println();
    }

    private TextTable lags() {
        TextTable table =
                new TextTable("<  load", "readings behind", "99 %", "most", "traces", "to COMPLETE", "99 %", "most");
        for (Lag lag : report.times().lags()) {
            table.row(
                    "  " + lag.load().title(),
                    Figures.count(lag.behind().median()),
                    Figures.count(lag.behind().most99()),
                    Figures.count(lag.behind().most()),
                    Figures.count(lag.traces().count()),
                    Figures.time(lag.traces().median()),
                    Figures.time(lag.traces().most99()),
                    Figures.time(lag.traces().most()));
        }
        return table;
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
