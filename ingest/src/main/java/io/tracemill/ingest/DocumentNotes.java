package io.tracemill.ingest;

import io.tracemill.ingest.redact.Redaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Notes on the text of a file, one line each: further documents, and secrets. */
final class DocumentNotes {

    /** Members of the metadata that concern all events. */
    private static final Set<String> OF_ALL_EVENTS =
            Set.of("baseTimeNanoseconds", "displayTimeUnit", "distributedInfo");

    private DocumentNotes() {}

    static List<String> of(Path file, TraceContents contents, TraceReading.End end) {
        List<String> notes = new ArrayList<>();
        if (end.documents() > 1) {
            notes.add(file + ": " + end.documents() + " JSON documents follow each other and were read as one trace");
        }
        for (String member : contents.metadata.differing()) {
            if (OF_ALL_EVENTS.contains(member)) {
                notes.add(file + ": its documents differ in " + member + ": the first one counts for all their events");
            }
        }
        if (contents.redaction.found() > 0) {
            notes.add(file + ": different secrets that were replaced by " + Redaction.MARK + ": "
                    + contents.redaction.found());
        }
        return notes;
    }
}
