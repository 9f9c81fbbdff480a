package io.tracemill.cli.export;

import io.tracemill.schemas.TraceInfo;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What to export.
 *
 * @param data directory of the archive
 * @param trace trace in it
 * @param step step that is wanted alone; null for none
 * @param from time after the first event of the trace at which the cut begins; null for no time
 * @param to time after the first event of the trace at which the cut ends; null for no time
 * @param file file to write, in gzip if it is named so
 */
public record ExportRequest(
        Path data,
        TraceInfo trace,
        @Nullable Integer step,
        @Nullable Duration from,
        @Nullable Duration to,
        Path file) {

    /** Checks that the file has a name that viewers open, and that the cut is one. */
    public ExportRequest {
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(".json") && !name.endsWith(".json.gz")) {
            throw new IllegalArgumentException(
                    "--perfetto must name a file that ends in .json or .json.gz but was " + file);
        }
        if (step != null && (from != null || to != null)) {
            throw new IllegalArgumentException("--step and --from or --to exclude each other");
        }
        if (from != null && to != null && from.compareTo(to) >= 0) {
            throw new IllegalArgumentException("--from must be before --to");
        }
    }

    boolean isCompressed() {
        return file.toString().endsWith(".gz");
    }
}
