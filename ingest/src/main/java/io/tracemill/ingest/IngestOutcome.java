package io.tracemill.ingest;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Outcome of the ingest of a file. */
public sealed interface IngestOutcome {

    /** The answer to this outcome. */
    <T> T fold(Cases<T> cases);

    /** Answers, one for each outcome. */
    interface Cases<T> {

        /** The answer to a trace that was published. */
        T published(IngestReport report);

        /** The answer to a trace that was already finished. */
        T alreadyFinished(AlreadyFinished trace);

        /** The answer to a file that is not whole. */
        T cutOff(CutOff file);
    }

    /** A trace that was published. */
    record Published(IngestReport report) implements IngestOutcome {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.published(report);
        }
    }

    /**
     * A trace that was already finished; nothing was published.
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
     * A file that is not whole, where only whole files are wanted; nothing was published.
     *
     * @param file the file
     * @param bytes number of its decompressed bytes
     */
    record CutOff(Path file, long bytes) implements IngestOutcome {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.cutOff(this);
        }
    }
}
