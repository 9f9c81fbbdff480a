package io.tracemill.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Files that one run analyses.
 *
 * @param name what they are called in the report
 * @param bytes of all of them, before compression if they were generated, as on disk if not
 */
record Traces(String name, List<Path> files, long bytes) {

    static Traces of(String name, Path... files) throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return new Traces(name, List.of(files), bytes);
    }
}
