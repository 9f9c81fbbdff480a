package io.tracemill.schemas;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.specific.SpecificData;

/** The writing of today's schemas to the history, once per release. */
final class SchemaRelease {

    private SchemaRelease() {}

    /**
     * Writes the schema of every topic into a folder of the release and adds the release to the list of versions.
     *
     * @param version such as {@code 0.2.0}
     * @throws IllegalStateException if the history has a release of this version
     */
    static void write(Path history, String version) throws IOException {
        if (!version.matches("\\d+\\.\\d+\\.\\d+")) {
            throw new IllegalArgumentException(
                    "a release must be three numbers such as 0.2.0 but was \"" + version + "\"");
        }
        Path folder = history.resolve(version);
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            throw new IllegalStateException(folder + " exists: a release is written once, choose another version", e);
        }
        for (Topic topic : Topic.values()) {
            Files.writeString(
                    folder.resolve(fileName(topic)),
                    SchemaFormatter.format("json/pretty", SpecificData.get().getSchema(topic.type())) + "\n");
        }
        Files.write(history.resolve("versions"), versions(history));
    }

    /** The name of the file in a release's folder that holds the schema of a topic's values. */
    static String fileName(Topic topic) {
        return topic.type().getSimpleName() + ".avsc";
    }

    /** The names of the history's folders, oldest version first. */
    private static Iterable<String> versions(Path history) throws IOException {
        try (Stream<Path> folders = Files.list(history).filter(Files::isDirectory)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted(Comparator.comparing(SchemaRelease::numbers, Arrays::compare))
                    .toList();
        }
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }
}
