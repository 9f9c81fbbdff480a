package io.tracemill.ingest;

import io.tracemill.schemas.IngestTotals;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Account of one published file. It cannot be built unless every event read is accounted for.
 *
 * @param traceId identity of the trace
 * @param run its run
 * @param rank its rank, null if unknown
 * @param file the file
 * @param dialect name of the dialect that was recognised
 * @param totals counts of events read, published, left out, merged, rejected and set aside as implausible
 * @param batches number of batches published
 * @param withinRejectBudget whether no more events were rejected than allowed
 * @param warnings warnings for the user, one line each; empty for a faultless file
 */
public record IngestReport(
        String traceId,
        String run,
        @Nullable Integer rank,
        Path file,
        String dialect,
        IngestTotals totals,
        int batches,
        boolean withinRejectBudget,
        List<String> warnings) {

    /** Checks the law: read = published + filtered + merged + rejected + implausible. */
    public IngestReport {
        warnings = List.copyOf(warnings);
        long accounted = totals.getPublished()
                + sum(totals.getFiltered())
                + sum(totals.getMerged())
                + sum(totals.getRejected())
                + sum(totals.getImplausible());
        if (accounted != totals.getEventsRead()) {
            throw new IllegalStateException(file + ": " + totals.getEventsRead() + " events were read but " + accounted
                    + " are accounted for: " + totals);
        }
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
