package io.tracemill.cli.query;

import io.tracemill.schemas.TraceInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of one trace in an archive, by SQL.
 *
 * @param archive the archive
 * @param trace the trace in it
 */
public record TraceRows(ArchiveSql archive, TraceInfo trace) {

    /** Condition for rows of this trace, with places for texts. */
    private static final String OF_TRACE = "trace_id = ? and run = ? and date = ?::date and ";

    /**
     * Hands on rows of a dataset, in the order in which they were written unless the condition ends with another one.
     *
     * @param condition condition, with a {@code ?} for each of the texts, and what follows it
     */
    public void each(String columns, String dataset, String condition, List<String> texts, SqlCursor.Sink sink)
            throws IOException {
        List<String> all = new ArrayList<>(List.of(trace.getTraceId(), trace.getRun(), trace.getDate()));
        all.addAll(texts);
        archive.each("select " + columns + " from " + dataset + " where " + OF_TRACE + condition, all, sink);
    }

    /** Whether all spans of the trace are in the archive. */
    public boolean hasAllSpans() {
        return trace.getSpans() == trace.getSpansWritten();
    }
}
