package io.tracemill.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Today's schemas read everything that was ever released. {@code mvn test -pl schemas -Dtracemill.release=0.2.0} writes
 * the current schemas as a new version.
 */
class SchemaHistoryTest {

    private static final Path HISTORY = Path.of("history");

    @ParameterizedTest
    @EnumSource(Topic.class)
    void todaysSchemaReadsEveryReleasedOne(Topic topic) throws IOException {
        Schema today = SpecificData.get().getSchema(topic.type());
        release(topic, today);
        List<Path> released = releasedSchemas(topic);
        assertThat(released).as("released schemas of %s", topic).isNotEmpty();
        for (Path file : released) {
            Schema old = new Schema.Parser().parse(file.toFile());
            assertThat(SchemaCompatibility.checkReaderWriterCompatibility(today, old)
                            .getResult()
                            .getIncompatibilities())
                    .as("reading %s with today's schema", file)
                    .isEmpty();
        }
    }

    @Test
    void theListOfVersionsNamesEveryFolder() throws IOException {
        try (Stream<Path> folders = Files.list(HISTORY).filter(Files::isDirectory)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Files.readAllLines(HISTORY.resolve("versions")));
        }
    }

    private static List<Path> releasedSchemas(Topic topic) throws IOException {
        try (Stream<Path> files = Files.walk(HISTORY)) {
            return files.filter(file ->
                            file.getFileName().toString().equals(topic.type().getSimpleName() + ".avsc"))
                    .toList();
        }
    }

    private static void release(Topic topic, Schema schema) throws IOException {
        String version = System.getProperty("tracemill.release");
        if (version == null) {
            return;
        }
        Path folder = Files.createDirectories(HISTORY.resolve(version));
        Files.writeString(
                folder.resolve(topic.type().getSimpleName() + ".avsc"),
                SchemaFormatter.format("json/pretty", schema) + "\n");
        try (Stream<Path> folders = Files.list(HISTORY).filter(Files::isDirectory)) {
            String[] names = folders.map(path -> path.getFileName().toString()).toArray(String[]::new);
            Arrays.sort(names);
            Files.write(HISTORY.resolve("versions"), List.of(names));
        }
    }
}
