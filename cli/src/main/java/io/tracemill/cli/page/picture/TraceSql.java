package io.tracemill.cli.page.picture;

import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.query.SqlCursor;
import io.tracemill.schemas.TraceInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of one trace, by SQL.
 *
 * @param sql the archive
 * @param trace the trace in it
 */
record TraceSql(ArchiveSql sql, TraceInfo trace) {

    /** Condition for rows of this trace, with places for texts. */
    private static final String OF_TRACE = "trace_id = ? and run = ? and date = ?::date and ";

    /**
     * Hands on rows of a dataset.
     *
     * @param condition condition, with a {@code ?} for each of the texts, and what follows it
     */
    void each(String columns, String dataset, String condition, List<String> texts, SqlCursor.Sink sink)
            throws IOException {
        List<String> all = new ArrayList<>(List.of(trace.getTraceId(), trace.getRun(), trace.getDate()));
        all.addAll(texts);
        sql.each("select " + columns + " from " + dataset + " where " + OF_TRACE + condition, all, sink);
    }

    /** Whether all its spans are in the archive. */
    boolean hasAllSpans() {
        return trace.getSpans() == trace.getSpansWritten();
    }
}
