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
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests that today's schemas read everything in the history. {@code mvn test -pl schemas -Dtracemill.release=0.2.0}
 * first adds today's schemas to it, as those of a release.
 */
class SchemaHistoryTest {

    private static final Path HISTORY = Path.of("history");

    @BeforeAll
    static void writeTheReleaseThatIsAskedFor() throws IOException {
        String version = System.getProperty("tracemill.release");
        if (version != null) {
            SchemaRelease.write(HISTORY, version);
        }
    }

    /** A topic that is in no release yet has nothing to read. */
    @ParameterizedTest
    @EnumSource(Topic.class)
    void todaysSchemaReadsEveryReleasedOne(Topic topic) throws IOException {
        Schema today = SpecificData.get().getSchema(topic.type());
        for (Path file : released(topic)) {
            Schema old = new Schema.Parser().parse(file.toFile());
            assertThat(SchemaCompatibility.checkReaderWriterCompatibility(today, old)
                            .getResult()
                            .getIncompatibilities())
                    .as("reading %s with today's schema", file)
                    .isEmpty();
        }
    }

    @Test
    void everyReleasedSchemaIsThatOfATopic() throws IOException {
        List<String> topics =
                Arrays.stream(Topic.values()).map(SchemaRelease::fileName).toList();
        assertThat(released())
                .isNotEmpty()
                .allSatisfy(
                        file -> assertThat(topics).contains(file.getFileName().toString()));
    }

    @Test
    void theListOfVersionsNamesEveryFolder() throws IOException {
        try (Stream<Path> folders = Files.list(HISTORY).filter(Files::isDirectory)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Files.readAllLines(HISTORY.resolve("versions")));
        }
    }

    private static List<Path> released(Topic topic) throws IOException {
        return released().stream()
                .filter(file -> file.endsWith(SchemaRelease.fileName(topic)))
                .toList();
    }

    private static List<Path> released() throws IOException {
        try (Stream<Path> files = Files.walk(HISTORY)) {
            return files.filter(file -> file.toString().endsWith(".avsc")).toList();
        }
    }
}
