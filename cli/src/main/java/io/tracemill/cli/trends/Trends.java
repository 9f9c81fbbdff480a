package io.tracemill.cli.trends;

import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.SheetSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs over their days, and where they changed.
 *
 * @param days days of all runs, by run and date
 * @param changes changes of all runs, by run and date
 * @param data directory of the archive, as it was named
 */
public record Trends(List<TrendRow> days, List<ChangePoint> changes, String data) {

    private static final List<Section<Trends>> SECTIONS = List.of(new TrendsSection(), new ChangesSection());

    /** Copies the lists. */
    public Trends {
        days = List.copyOf(days);
        changes = List.copyOf(changes);
    }

    /**
     * Trends of these days.
     *
     * @param days days of runs, by run and date
     * @param leastPercent the smallest change that is of interest, in percent
     * @param data directory of the archive, as it was named
     */
    public static Trends of(List<TrendRow> days, double leastPercent, String data) {
        Map<String, List<TrendRow>> runs =
                days.stream().collect(Collectors.groupingBy(TrendRow::run, LinkedHashMap::new, Collectors.toList()));
        return new Trends(
                days,
                runs.values().stream()
                        .flatMap(run -> ChangePoint.of(run, leastPercent).stream())
                        .toList(),
                data);
    }

    /** Schemas of the sheets. */
    public static List<SheetSchema> schemas() {
        return SECTIONS.stream().map(Section::schema).toList();
    }

    /** Document with two sheets. */
    public Document document() {
        return new Document(List.of(Document.Group.of("", SECTIONS, List.of(this), days.size())));
    }

    /** The command that tells what differs between the days of a change. */
    String diff(ChangePoint change) {
        return "tracemill diff " + word(change.run() + '@' + change.last()) + ' '
                + word(change.run() + '@' + change.first()) + " --data " + word(data);
    }

    /** A word of a shell's command, in quotes if it needs them. */
    private static String word(String text) {
        return text.matches("[\\w@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
