package io.tracemill.cli.bench.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The logs of a broker on its disk.
 *
 * @param broker its directory
 */
record Logs(Path broker) {

    /** Bytes of the topic whose name ends so; 0 if files came or went while they were listed. */
    long bytes(String topic) {
        try (Stream<Path> files = Files.walk(broker)) {
            return files.filter(file -> file.toString().matches(".*" + topic + "-\\d+/\\d+\\.log"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}
