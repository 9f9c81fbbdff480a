package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.CollectiveStats;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Section on the collectives of a run over its ranks: bandwidth, waiting, and who came last. */
final class CollectiveSection implements Section<RunReport> {

    private static final Layout<CollectiveStats> LAYOUT = Layout.rows("collectives", "Collectives", fields())
            .about("of all ranks, by the time that they waited; transit is the shortest duration over the members")
            .key("name", "collective")
            .key("group", "group")
            .main("from_bytes", "size from")
            .main("complete_count", "count")
            .main("transit_ns", "transit")
            .main("busbw_gb_per_s", "busbw")
            .main("wait_ns", "waited")
            .main("skew_max_ns", "largest skew")
            .main("last_rank", "last")
            .side("last_count", "times")
            .details()
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(RunReport run, int top) {
        List<CollectiveStats> rows = run.collectives().stream()
                .sorted(Comparator.comparingLong((CollectiveStats row) -> -row.getWaitNs()))
                .toList();
        SheetBuilder<CollectiveStats> sheet = LAYOUT.sheet(rows);
        if (rows.stream().noneMatch(row -> row.getCompleteCount() > 0)) {
            return sheet.showing(List.of()).build();
        }
        long incomplete = sum(rows, CollectiveStats::getIncompleteCount);
        long mismatched = sum(rows, CollectiveStats::getMismatchedCount);
        if (incomplete + mismatched > 0) {
            sheet.say(Sentence.warning("not all collectives are compared: ")
                    .count(incomplete)
                    .text(" lack members, and ")
                    .count(mismatched)
                    .text(" differ between their members."));
        }
        return sheet.showingFirst(top, "collectives").build();
    }

    private static long sum(List<CollectiveStats> rows, ToLongFunction<CollectiveStats> number) {
        return rows.stream().mapToLong(number).sum();
    }

    private static Fields<CollectiveStats> fields() {
        return AvroFields.of(CollectiveStats.getClassSchema(), (CollectiveStats row) -> row)
                .without(Set.of("run", "date", "world_size", "final_ms"));
    }
}
