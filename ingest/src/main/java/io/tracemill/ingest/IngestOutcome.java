package io.tracemill.ingest;

import java.nio.file.Path;

/** How the ingest of a file ended. */
public sealed interface IngestOutcome {

    /** The trace was published. */
    record Published(IngestReport report) implements IngestOutcome {}

    /** The trace had been finished before; nothing was published. */
    record AlreadyFinished(String traceId, Path file) implements IngestOutcome {}
}
