package io.tracemill.ingest;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How the ingest of a file ended. */
public sealed interface IngestOutcome {

    /** The trace was published. */
    record Published(IngestReport report) implements IngestOutcome {}

    /** The trace had been finished before; nothing was published. */
    record AlreadyFinished(
            String traceId, String run, @Nullable Integer rank, Path file) implements IngestOutcome {}

    /** Only whole files are wanted, and this one ends too early, after so many decompressed bytes; nothing was published. */
    record CutOff(Path file, long bytes) implements IngestOutcome {}
}
