package io.tracemill.cli.diff;

import io.tracemill.cli.report.Page;
import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.TextTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** A comparison for a person. */
public final class DiffTable {

    private DiffTable() {}

    /** Prints at most as many operators as the page has of a long table, and all devices. */
    public static void print(RunDiff diff, Page page) {
        PrintWriter out = page.out();
        int top = page.top();
        int columns = page.columns();
        String sample = diff.samples() == SampleKind.STEP ? "step" : "trace";
        out.println(diff.before() + " (" + counted(diff.beforeSamples(), sample) + ") -> " + diff.after() + " ("
                + counted(diff.afterSamples(), sample) + ")");
        List<Change> operators = diff.changes().stream()
                .filter(change -> change.measure() == Measure.OPERATOR && change.verdict() != Verdict.SMALL)
                .toList();
        out.println("\nOPERATORS  (device time per " + sample + " and device; share of all device time)");
        table("<operator", operators.subList(0, Math.min(top, operators.size())), columns, out);
        more(operators.size() - top, "more operators (--top " + operators.size() + " shows all)", out);
        long small = diff.changes().stream()
                .filter(change -> change.verdict() == Verdict.SMALL)
                .count();
        more(small, "operators with a small share were not judged (--min-share 0 judges all)", out);
        out.println("\nDEVICES  (by rank/device, time per " + sample + "; share of the device's window)");
        table(
                "<device",
                diff.changes().stream()
                        .filter(change -> change.measure() != Measure.OPERATOR)
                        .toList(),
                columns,
                out);
        long outliers = diff.changes().stream()
                .mapToLong(change -> change.before().outliers() + change.after().outliers())
                .sum();
        out.println("\nOnly what chance explains in less than 1 of 100 comparisons of runs is called slower or faster; "
                + outliers + " outliers set aside.");
    }

    private static void table(String title, List<Change> changes, int columns, PrintWriter out) {
        TextTable table = new TextTable(
                title, "<", "before", "+-", "after", "+-", "change", "share", "change", "outliers", "<verdict");
        for (Change change : changes) {
            int outliers = change.before().outliers() + change.after().outliers();
            table.row(
                    change.name(),
                    change.measure() == Measure.OPERATOR ? "" : change.measure().text(),
                    Figures.time(change.before().mean()),
                    variation(change.before()),
                    Figures.time(change.after().mean()),
                    variation(change.after()),
                    signed(change.percent(), " %"),
                    Figures.percent(change.afterShare()),
                    signed(change.afterShare() - change.beforeShare(), ""),
                    outliers == 0 ? "" : Integer.toString(outliers),
                    change.verdict().text());
        }
        table.lines(columns).forEach(line -> out.println("  " + line));
    }

    private static void more(long count, String what, PrintWriter out) {
        if (count > 0) {
            out.println("  ... and " + count + " " + what);
        }
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String variation(Summary summary) {
        double percent = summary.variationPercent();
        return Double.isNaN(percent) ? "" : Figures.percent(percent);
    }

    private static String signed(double value, String unit) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%+.1f%s", value, unit);
    }
}
