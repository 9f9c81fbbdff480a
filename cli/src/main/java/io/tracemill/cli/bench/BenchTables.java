package io.tracemill.cli.bench;

import io.tracemill.bench.measure.ArchiveDigest;
import io.tracemill.bench.measure.BenchReport;
import io.tracemill.bench.measure.DuckDbComparison;
import io.tracemill.bench.measure.Machine;
import io.tracemill.bench.measure.MeasuredRun;
import io.tracemill.bench.measure.ProcessWatch;
import io.tracemill.bench.measure.Series;
import io.tracemill.bench.measure.Spread;
import io.tracemill.bench.measure.ThreadRole;
import io.tracemill.bench.measure.TraceSet.Role;
import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.TextTable;
import java.io.PrintWriter;
import java.util.List;

/** A report for a person. */
final class BenchTables {
    private final BenchReport report;
    private final PrintWriter out;
    private final int columns;

    private BenchTables(BenchReport report, PrintWriter out, int columns) {
        this.report = report;
        this.out = out;
        this.columns = columns;
    }

    static void print(BenchReport report, PrintWriter out, int columns) {
        BenchTables tables = new BenchTables(report, out, columns);
        tables.machine();
        tables.answers();
        tables.table("RUNS  (median of each)", tables.runs());
        tables.atOnce();
        tables.details();
        tables.comparison();
    }

    private void machine() {
        Machine machine = report.machine();
        out.println(machine.cores() + " cores, " + Figures.bytes(machine.memoryBytes()) + " of memory, "
                + machine.java() + ", " + machine.system() + "; every process has -Xmx" + machine.heap());
        if (!ProcessWatch.isPossible()) {
            out.println("No /proc on this machine: memory and CPU time of processes are not available.");
        }
        out.println();
    }

    private void answers() {
        out.println("ANSWERS  (laws and rows checked; equal in all runs over the same traces)");
        for (Series series : report.series()) {
            if (!series.warm()) {
                ArchiveDigest.Counts counts = series.any().digest().counts();
                out.println("  " + TraceNames.of(series.traces()) + ": " + Figures.count(counts.read())
                        + " events read = "
                        + Figures.count(counts.published()) + " published + " + Figures.count(counts.filtered())
                        + " filtered + " + Figures.count(counts.merged()) + " merged + "
                        + Figures.count(counts.rejected()) + " rejected; " + Figures.count(counts.spansWritten())
                        + " spans");
            }
        }
        out.println();
    }

    private TextTable runs() {
        TextTable table = new TextTable(
                "<  traces",
                "<mode",
                "runs",
                "wall",
                "smallest to largest",
                "events/s",
                "MB/s",
                "peak memory",
                "CPU",
                "JIT",
                "GC",
                "paused",
                "allocated");
        for (Series series : report.series()) {
            Spread peak = series.spread(run -> run.usage().peakBytes());
            table.row(
                    "  " + TraceNames.of(series.traces()),
                    series.mode(),
                    Integer.toString(series.runs().size()),
                    series.seconds().text(2, " s"),
                    series.seconds().range(2) + " s",
                    series.eventsPerSecond().text(0, ""),
                    series.megabytesPerSecond().text(1, ""),
                    peak.isSeen() ? Figures.bytes(Math.round(peak.median())) : "",
                    series.cpuSeconds().text(1, " s"),
                    series.spread(run -> run.cpuShare(ThreadRole.COMPILE)).text(0, " %"),
                    series.spread(run -> run.cpuShare(ThreadRole.COLLECT)).text(0, " %"),
                    series.spread(MeasuredRun::collectingShare).text(1, " %"),
                    series.spread(MeasuredRun::allocatedPerEvent).text(0, " B/event"));
        }
        return table;
    }

    private void atOnce() {
        TextTable table = new TextTable(
                "<  traces", "<mode", "traces/s", "CPU per trace", "fixed cost of a trace", "events/s against one");
        for (boolean warm : new boolean[] {false, true}) {
            report.traceCost(warm).ifPresent(cost -> {
                Series series = report.of(Role.AT_ONCE, warm).orElseThrow();
                table.row(
                        "  " + TraceNames.of(series.traces()),
                        series.mode(),
                        Spread.digits(cost.tracesPerSecond(), 1),
                        cost.isSeen() ? Spread.digits(cost.cpuMillis(), 1) + " ms" : "",
                        cost.isSeen() ? Spread.digits(cost.fixedMillis(), 1) + " ms" : "",
                        Spread.digits(cost.ratio(), 2) + " times");
            });
        }
        report.of(Role.TOTAL, false)
                .ifPresent(total -> table(
                        "AT ONCE  (fixed cost: CPU time of all, less that of one of " + TraceNames.of(total.traces())
                                + ", for each trace)",
                        table));
    }

    /** Where time and bytes go: in several traces at once and in one of their total size, else in the large one. */
    private void details() {
        for (Role role :
                report.of(Role.AT_ONCE, false).isPresent() ? List.of(Role.AT_ONCE, Role.TOTAL) : List.of(Role.LARGE)) {
            report.of(role, true).or(() -> report.of(role, false)).ifPresent(this::details);
        }
    }

    private void details(Series series) {
        String of = TraceNames.of(series.traces()) + ", " + series.mode();
        table("STAGES  (" + of + "; queued: ready, but no core was free; waited: for a neighbour)", stages(series));
        table("BYTES  (" + of + "; topics as on the broker's disk)", bytes(series));
    }

    private static TextTable stages(Series series) {
        TextTable table = new TextTable("<  stage", "CPU", "ns/event", "queued", "waited", "B/event allocated");
        for (ThreadRole role : ThreadRole.values()) {
            boolean piped = role.isOfThePipeline();
            table.row(
                    "  " + role.title(),
                    series.spread(run -> run.time(role).cpuNanos() / 1e9).text(2, " s"),
                    series.spread(run -> (double) run.time(role).cpuNanos() / run.events())
                            .text(0, ""),
                    piped
                            ? series.spread(run -> run.time(role).queuedNanos() / 1e9)
                                    .text(2, " s")
                            : "",
                    piped
                            ? series.spread(run -> run.time(role).waitedNanos() / 1e9)
                                    .text(2, " s")
                            : "",
                    series.spread(run -> run.allocatedPerEvent(role)).text(1, ""));
        }
        return table;
    }

    private static TextTable bytes(Series series) {
        TextTable table = new TextTable("<  topic or dataset", "bytes", "B/event", "of the JSON");
        series.any().usage().topics().forEach((topic, bytes) -> bytes(table, topic, bytes, series));
        series.any().datasets().forEach((dataset, bytes) -> bytes(table, dataset, bytes, series));
        bytes(table, "the archive", series.any().archiveBytes(), series);
        return table;
    }

    private static void bytes(TextTable table, String name, long bytes, Series series) {
        table.row(
                "  " + name,
                Figures.bytes(bytes),
                Spread.digits((double) bytes / series.any().events(), 2),
                bytes == 0 ? "" : "1/" + Spread.digits((double) series.traces().bytes() / bytes, 1));
    }

    private void comparison() {
        DuckDbComparison duckDb = report.comparison();
        if (duckDb != null) {
            out.println("DuckDB read_json and unnest of the same file: "
                    + duckDb.seconds().text(1, " s") + " ("
                    + duckDb.seconds().range(1) + ") and "
                    + Figures.bytes(Math.round(duckDb.peakBytes().median())) + " of memory, "
                    + Spread.digits(report.duckDbRatio(duckDb), 2) + " times as long as a cold analysis.");
        }
    }

    private void table(String title, TextTable table) {
        out.println(title);
        table.lines(columns).forEach(out::println);
        out.println();
    }
}
