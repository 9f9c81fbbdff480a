package io.tracemill.ingest.parse;

import io.tracemill.ingest.dialect.Dialect;
import io.tracemill.ingest.dialect.LaneFacts;
import io.tracemill.ingest.pack.Lane;
import java.util.Map;

/**
 * Form of a file, as far as it is known before its events are read.
 *
 * @param dialect dialect of the file
 * @param processNames names of the processes, by process; empty if the dialect needs none
 * @param threadNames names of the threads, by process/thread; empty if the dialect needs none
 */
public record TraceForm(Dialect dialect, Map<String, String> processNames, Map<String, String> threadNames) {

    /** Leaves out names that the dialect does not need. */
    public TraceForm {
        boolean needed = dialect.lanes().needNames();
        processNames = needed ? Map.copyOf(processNames) : Map.of();
        threadNames = needed ? Map.copyOf(threadNames) : Map.of();
    }

    /** The form of a file whose names are not known. */
    public static TraceForm of(Dialect dialect) {
        return new TraceForm(dialect, Map.of(), Map.of());
    }

    /** Facts about a lane. */
    LaneFacts lane(Lane lane) {
        return dialect.lanes()
                .of(
                        lane,
                        processNames.getOrDefault(lane.process(), ""),
                        threadNames.getOrDefault(lane.process() + '/' + lane.thread(), ""));
    }
}
