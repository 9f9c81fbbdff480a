package io.tracemill.cli.receive;

import io.tracemill.ingest.IngestJob;
import io.tracemill.ingest.IngestProgress;
import java.nio.file.Path;

/** The ingest of each thread of a door. */
final class Jobs {

    private Jobs() {}

    /** A job that has its part of the memory, and sorts where bodies are kept. */
    static IngestJob of(TraceIngest ingest, KnownTraces known, int jobs, Path spool) {
        return new IngestJob(
                ingest.config()
                        .withLimits(limits -> limits.withSortMemoryBytes(limits.sortMemoryBytes() / jobs)
                                .withTempDir(spool)),
                ingest.publishers(),
                known,
                IngestProgress.NONE);
    }
}
