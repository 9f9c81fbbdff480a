package io.tracemill.cli.telemetry;

import io.tracemill.cli.report.TelemetryUse;
import io.tracemill.cli.terminal.Figures;
import io.tracemill.telemetry.batch.ReadingTotals;
import io.tracemill.telemetry.sample.RefusalReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The files of telemetry that one command has read: what is said of each, and their sums. */
public final class IngestedTelemetry {

    /** Most files and sources that are kept for a report; those beyond are only counted. */
    private static final int MOST_KEPT = 1000;

    private static final Map<RefusalReason, String> REMEDIES = Map.of(
            RefusalReason.NO_NODE, "--node says which",
            RefusalReason.NO_TIME, "--sample-time says when");

    private final List<TelemetryOutcome.Read> files = new ArrayList<>();
    private final Map<String, SourceUse> sources = new TreeMap<>();
    private ReadingTotals totals = ReadingTotals.NONE;
    private int read;
    private int alreadyRead;

    /** No files yet. */
    public IngestedTelemetry() {}

    /** Takes a file. */
    public void add(TelemetryOutcome outcome) {
        if (outcome instanceof TelemetryOutcome.Read file) {
            read++;
            totals = totals.plus(file.totals());
            if (files.size() < MOST_KEPT) {
                files.add(file);
            }
            for (SourceUse use : file.sources()) {
                String key = use.node() + '\n' + use.source();
                if (sources.size() < MOST_KEPT || sources.containsKey(key)) {
                    sources.merge(key, use, SourceUse::with);
                }
            }
        } else if (outcome instanceof TelemetryOutcome.AlreadyRead) {
            alreadyRead++;
        }
    }

    /** Whether a file gave no reading that was not known. */
    public static boolean isUseless(TelemetryOutcome.Read file) {
        return file.totals().published() + file.totals().duplicates() == 0;
    }

    /** What is wrong with a file, as the end of a sentence: how many of its samples gave no reading, and why. */
    public static String refused(TelemetryOutcome.Read file) {
        ReadingTotals totals = file.totals();
        if (totals.read() == 0) {
            return "it has no sample";
        }
        long refused = totals.read() - totals.published() - totals.duplicates();
        String faults = file.faults().isEmpty() ? "" : "; the first: " + String.join("; ", file.faults());
        return Figures.count(refused) + " of " + Figures.count(totals.read())
                + (totals.read() == 1 ? " sample" : " samples") + " gave no reading: " + reasons(totals, true) + faults;
    }

    private static String reasons(ReadingTotals totals, boolean withRemedies) {
        return totals.refused().entrySet().stream()
                .map(refused -> Figures.count(refused.getValue())
                        + ' '
                        + refused.getKey().meaning()
                        + (withRemedies && REMEDIES.containsKey(refused.getKey())
                                ? " (" + REMEDIES.get(refused.getKey()) + ")"
                                : ""))
                .collect(Collectors.joining(", "));
    }

    /** What a file gave, in a line. */
    public static String published(TelemetryOutcome.Read file) {
        String from = file.sources().stream().map(SourceUse::source).distinct().collect(Collectors.joining(", "));
        ReadingTotals totals = file.totals();
        return file.file() + ": " + readings(totals.published()) + " published"
                + (from.isEmpty() ? "" : " from " + from)
                + (totals.duplicates() == 0 ? "" : ", " + Figures.count(totals.duplicates()) + " known");
    }

    private static String readings(long count) {
        return Figures.count(count) + (count == 1 ? " reading" : " readings");
    }

    /** The sums of all files in a line: what was read is what was published, refused and known. */
    public String summary() {
        long refused = totals.read() - totals.published() - totals.duplicates();
        return "telemetry: " + Figures.count(totals.read()) + (totals.read() == 1 ? " sample" : " samples") + " of "
                + Figures.count(read) + (read == 1 ? " file: " : " files: ") + readings(totals.published())
                + " published, " + Figures.count(totals.duplicates()) + " known, " + Figures.count(refused) + " refused"
                + (refused == 0 ? "" : " (" + reasons(totals, false) + ")");
    }

    /** Whether no file gave a reading, and none had been read before. */
    public boolean isEmpty() {
        return totals.published() + totals.duplicates() + alreadyRead == 0;
    }

    /** Files that were read. */
    public int read() {
        return read;
    }

    /** What became of the samples of all files. */
    public ReadingTotals totals() {
        return totals;
    }

    /** The files that were read, the first {@value #MOST_KEPT} of them, and their readings by node and source. */
    public TelemetryUse use() {
        return new TelemetryUse(
                sources.values().stream()
                        .map(use -> new TelemetryUse.Source(
                                use.node(), use.source(), use.readings(), use.firstNanos(), use.lastNanos()))
                        .toList(),
                files.stream().map(IngestedTelemetry::file).toList());
    }

    private static TelemetryUse.File file(TelemetryOutcome.Read file) {
        Map<String, Long> refused = new TreeMap<>();
        file.totals().refused().forEach((reason, count) -> refused.put(reason.label(), count));
        return new TelemetryUse.File(
                file.file().toString(),
                file.format(),
                file.totals().read(),
                file.totals().published(),
                file.totals().duplicates(),
                refused);
    }
}
