package io.tracemill.systemtests.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The recorded Kineto traces that TRACEMILL_CORPUS points at. */
final class Corpus {
    private Corpus() {}

    static List<Path> kineto() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getenv("TRACEMILL_CORPUS"), "kineto"))) {
            return files.sorted().toList();
        }
    }
}
