package io.tracemill.cli.analyze;

import io.tracemill.cli.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory that exists as long as this is open. */
final class TempDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TempDirectory.class);

    /** Threads of a halted broker may still write while its files are deleted. */
    private static final int ATTEMPTS = 5;

    private final Path path;

    private TempDirectory(Path path) {
        this.path = path;
    }

    static TempDirectory in(Path parent) throws Failure {
        try {
            Files.createDirectories(parent);
            return new TempDirectory(Files.createTempDirectory(parent, "tracemill-"));
        } catch (IOException e) {
            throw new Failure(parent + ": no temporary directory can be made here (--temp-dir names another)", e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        for (int attempt = 1; Files.exists(path); attempt++) {
            try {
                deleteAll();
            } catch (IOException | UncheckedIOException e) {
                if (attempt == ATTEMPTS) {
                    LOG.warn("{} could not be deleted: {}", path, e.toString());
                    return;
                }
            }
        }
    }

    private void deleteAll() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
