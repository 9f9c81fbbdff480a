package io.tracemill.cli.bench.services;

import io.tracemill.cli.bench.services.ServicesReport.Memory;
import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.TextTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** A report for a person. */
final class ServicesTables {

    /** In the order in which a trace passes them. */
    static final List<String> SERVICES = List.of("receive", "broker", "stream", "archive");

    private ServicesTables() {}

    static void print(ServicesReport report, PrintWriter out, int columns) {
        ServicesBenchRequest request = report.request();
        double seconds = report.many().wallNanos() / 1e9;
        out.println(Runtime.getRuntime().availableProcessors() + " cores; " + Figures.count(request.traces())
                + " traces of " + Figures.bytes(request.size()) + " in " + request.runs() + " runs, pushed by "
                + Math.min(request.producers(), request.traces()) + " producers; " + request.instances()
                + " stream and archive each; every process has -Xmx" + request.heap());
        out.println();
        out.println("ANSWERS  (checked; the archive has the rows that one process makes of the same traces)");
        out.println("  finished after " + digits(seconds, 1) + " s = " + digits(request.traces() / seconds, 1)
                + " traces/s; one trace of their size after "
                + digits(report.large().wallNanos() / 1e9, 1) + " s");
        out.println("  " + Figures.count(report.files()) + " Parquet files of all runs");
        out.println();
        out.println("CPU AND MEMORY");
        table(report).lines(columns).forEach(out::println);
        out.println();
        out.println("fixed: CPU time of one of the traces beyond its part of the one of their size");
        out.println(
                "memory: resident, of the largest process: most in the first quarter of the time, in the last, in all");
    }

    private static TextTable table(ServicesReport report) {
        TextTable table = new TextTable(
                "<  service", "CPU", "per trace", "fixed", "CPU, one large", "memory, first", "last", "most");
        for (String service : SERVICES) {
            Memory memory = report.memoryOf(service);
            row(
                    table,
                    service,
                    report,
                    new Cpu(report.many().cpu(service), report.large().cpu(service), report.fixedNanos(service)),
                    Figures.bytes(memory.first()),
                    Figures.bytes(memory.last()),
                    Figures.bytes(memory.most()));
        }
        Cpu all = new Cpu(report.many().cpu(), report.large().cpu(), report.fixedNanos());
        row(table, "all", report, all, "", "", "");
        return table;
    }

    private record Cpu(long many, long large, double fixed) {}

    private static void row(TextTable table, String name, ServicesReport report, Cpu cpu, String... memory) {
        table.row(
                "  " + name,
                digits(cpu.many / 1e9, 2) + " s",
                digits(cpu.many / 1e6 / report.request().traces(), 1) + " ms",
                digits(cpu.fixed / 1e6, 1) + " ms",
                digits(cpu.large / 1e9, 2) + " s",
                memory[0],
                memory[1],
                memory[2]);
    }

    private static String digits(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
