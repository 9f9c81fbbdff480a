package io.tracemill.cli.analyze;

import io.tracemill.cli.telemetry.TelemetrySettings;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.streams.pass.PassConfig;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files to analyse, and how.
 *
 * @param paths files, and directories that hold some
 * @param out the archive; if it is not kept, its place in the temporary directory of the pipeline
 * @param keeps whether the archive stays when the pipeline has ended
 * @param tempDir where the broker and the sorter may keep what does not fit into memory
 * @param ingest how files are read
 * @param telemetry how files of telemetry are read
 * @param pass what the topology is told
 * @param deadLetters the file to write what was rejected to; null for none
 */
public record AnalyzeRequest(
        List<Path> paths,
        Path out,
        boolean keeps,
        Path tempDir,
        IngestConfig ingest,
        TelemetrySettings telemetry,
        PassConfig pass,
        @Nullable Path deadLetters) {

    /** Rejects empty names: an unset variable on a command line is no wish for the current directory. */
    public AnalyzeRequest {
        paths = List.copyOf(paths);
        if (out.toString().isEmpty()
                || paths.stream().anyMatch(path -> path.toString().isEmpty())) {
            throw new IllegalArgumentException("a path or --out is empty, expected a name");
        }
    }

    /** The request as a pipeline with this temporary directory carries it out. */
    AnalyzeRequest within(Path temp) {
        return keeps
                ? this
                : new AnalyzeRequest(paths, temp.resolve(out), false, tempDir, ingest, telemetry, pass, deadLetters);
    }
}
