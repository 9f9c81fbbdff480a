package io.tracemill.streams;

import io.tracemill.schemas.TraceEventBatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Check of what tells a batch from others. It goes into keys of the store and into every row of the trace. */
final class BatchIdentity {

    /** What is expected, for a dead letter. */
    static final String EXPECTED = "its trace id must be 1 to 128 letters, digits, '.', '_' or '-', and its run, node,"
            + " date and plan at most 1,024 characters";

    /** Ids that ingest makes, and others that cannot be taken for a part of another key. */
    private static final Pattern TRACE_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private static final int LONGEST = 1_024;

    private BatchIdentity() {}

    static boolean isValid(TraceEventBatch frame) {
        String node = frame.getNode() == null ? "" : frame.getNode();
        return TRACE_ID.matcher(frame.getTraceId()).matches()
                && Stream.of(frame.getRun(), node, frame.getDate(), frame.getPlan())
                        .allMatch(text -> text.length() <= LONGEST);
    }
}
