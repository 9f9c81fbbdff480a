package io.tracemill.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The files that one run analyses.
 *
 * @param bytes size of all files together, as they are on disk
 */
public record TraceSet(List<Path> files, long bytes) {

    /** With their sizes. */
    public static TraceSet of(Path... files) throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return new TraceSet(List.of(files), bytes);
    }

    /** Names of the files, for progress and errors. */
    String names() {
        return files.stream().map(file -> String.valueOf(file.getFileName())).collect(Collectors.joining(" and "));
    }
}
