package io.tracemill.cli.export;

import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.query.SqlCursor;
import io.tracemill.schemas.TraceInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The rows of one trace in an archive. */
final class TraceRows {

    private final ArchiveSql archive;
    private final TraceInfo trace;

    TraceRows(ArchiveSql archive, TraceInfo trace) {
        this.archive = archive;
        this.trace = trace;
    }

    TraceInfo trace() {
        return trace;
    }

    /**
     * Hands on rows of a dataset, in the order in which they were written unless the condition ends with another one.
     *
     * @param condition condition, with a {@code ?} for each of the texts
     */
    void each(String columns, String dataset, String condition, List<String> texts, SqlCursor.Sink sink)
            throws IOException {
        List<String> all = new ArrayList<>(List.of(trace.getTraceId(), trace.getRun(), trace.getDate()));
        all.addAll(texts);
        archive.each(
                "select " + columns + " from " + dataset + " where trace_id = ? and run = ? and date = ?::date and "
                        + condition,
                all,
                sink);
    }
}
