package io.tracemill.ingest;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How the ingest of a file ended. */
public sealed interface IngestOutcome {

    /** The answer that belongs to this outcome. */
    <T> T fold(Cases<T> cases);

    /** An answer to each outcome. */
    interface Cases<T> {

        /** Answer to a file whose trace was published. */
        T published(IngestReport report);

        /** Answer to a file whose trace was already finished. */
        T alreadyFinished(AlreadyFinished trace);

        /** Answer to a file that ends too early. */
        T cutOff(CutOff file);
    }

    /** The trace was published. */
    record Published(IngestReport report) implements IngestOutcome {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.published(report);
        }
    }

    /**
     * The trace was already finished; nothing was published.
     *
     * @param traceId identity of the trace
     * @param run its run
     * @param rank its rank, null if unknown
     * @param file the file
     */
    record AlreadyFinished(
            String traceId, String run, @Nullable Integer rank, Path file) implements IngestOutcome {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.alreadyFinished(this);
        }
    }

    /**
     * Only whole files are wanted and this one ends too early; nothing was published.
     *
     * @param file the file
     * @param bytes its decompressed bytes
     */
    record CutOff(Path file, long bytes) implements IngestOutcome {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.cutOff(this);
        }
    }
}
