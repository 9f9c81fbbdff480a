package io.tracemill.cli.diff;

import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;

/** Summary of a comparison in Markdown, short enough for a pull request. */
final class MarkdownSummary {

    private static final String HEADER = """
            | | before | after | change | at least | at most | found in 8 of 10 | share | |
            |---|--:|--:|--:|--:|--:|--:|--:|---|
            """;

    private final RunDiff diff;
    private final int top;
    private final StringBuilder text = new StringBuilder();

    private MarkdownSummary(RunDiff diff, int top) {
        this.diff = diff;
        this.top = top;
    }

    /**
     * The summary.
     *
     * @param top number of rows of each table
     */
    static String of(RunDiff diff, int top) {
        MarkdownSummary summary = new MarkdownSummary(diff, top);
        summary.write();
        return summary.text.toString();
    }

    private void write() {
        line("### " + code(diff.before()) + " → " + code(diff.after()));
        line("");
        if (diff.isSame()) {
            line("- " + DiffWords.SAME);
        }
        line("- **" + DiffWords.headline(diff, Measure.LENGTH).replace("->", "→") + "**");
        line("- " + DiffWords.headline(diff, Measure.DEVICE_TIME).replace("->", "→"));
        line("- Compared: " + DiffWords.counted(diff.beforeSamples(), diff) + " with "
                + DiffWords.counted(diff.afterSamples(), diff) + ".");
        long outliers = diff.changes().stream().mapToLong(Change::outliers).sum();
        if (outliers > 0 || diff.work().aside() > 0) {
            line("- Set aside: " + outliers + (outliers == 1 ? " outlier, " : " outliers, ")
                    + DiffWords.counted(diff.work().aside(), diff) + " without a counterpart of the same work.");
        }
        diff.gate().ifPresent(gate -> {
            line("");
            line("**Gate at " + DiffWords.limit(gate) + ".** " + DiffWords.summary(diff, gate));
        });
        List<Change> others = rows();
        List<Change> notable = new ArrayList<>(diff.gate().map(Gate::issues).orElse(List.of()));
        notable.retainAll(others);
        others.removeAll(notable);
        others.stream().filter(change -> change.verdict() != Verdict.NOT_PROVEN).forEach(notable::add);
        others.removeAll(notable);
        table(notable);
        if (!others.isEmpty()) {
            line("");
            line("<details><summary>Not proven: " + others.size() + "</summary>");
            table(others);
            line("");
            line("</details>");
        }
    }

    private void table(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        line("");
        text.append(HEADER);
        ChangeNames names = new ChangeNames(changes);
        changes.stream().limit(top).forEach(change -> row(change, names));
        if (changes.size() > top) {
            line("");
            line("... and " + (changes.size() - top) + " more.");
        }
    }

    private void row(Change change, ChangeNames names) {
        line("| " + name(change, names) + " | " + Figures.time(change.before().mean()) + " | "
                + Figures.time(change.after().mean()) + " | " + percent(change.percent()) + " | "
                + percent(change.lowPercent()) + " | " + percent(change.highPercent()) + " | "
                + percent(change.detectablePercent()) + " | "
                + Figures.percent(change.afterShare() > 0 ? change.afterShare() : change.beforeShare()) + " | "
                + change.verdict().text() + " |");
    }

    /** Changes that the headlines do not tell. */
    private List<Change> rows() {
        boolean isOneDevice = diff.of(Measure.TOTAL).size() == 1;
        List<Change> rows = new ArrayList<>();
        for (Change change : diff.changes()) {
            boolean isTold = change.measure().isOfSample() || (change.measure() == Measure.TOTAL && isOneDevice);
            if (change.measure().isGated() && !isTold && change.verdict() != Verdict.SMALL) {
                rows.add(change);
            }
        }
        return rows;
    }

    private static String name(Change change, ChangeNames names) {
        String kind =
                change.measure() == Measure.TOTAL ? "device" : change.measure().text();
        return change.name().isEmpty() ? kind : kind + " " + code(names.of(change));
    }

    private static String percent(double value) {
        return Double.isNaN(value) ? "" : DiffWords.percent(value);
    }

    /** Text in a code span, in which only the sign that ends it and that of a table's column mean anything. */
    private static String code(String name) {
        return "`" + TextTable.printable(name).replace('`', '\'').replace("|", "\\|") + "`";
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
