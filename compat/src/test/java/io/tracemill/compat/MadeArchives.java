package io.tracemill.compat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What the class PlantedArchive of the system tests makes in a process of its own.
 *
 * @param archive three runs
 * @param compacted one of its runs, which came trace by trace and whose files were merged
 * @param evolved an archive with files of the first version and of one with a column more
 * @param answers the questions of the page of queries, each as title, SQL and the rows that DuckDB answers
 */
record MadeArchives(Path archive, Path compacted, Path evolved, JsonNode answers) {

    private static final Path CLI = Path.of("../cli").toAbsolutePath().normalize();
    private static final Path SYSTEM_TESTS =
            Path.of("../system-tests").toAbsolutePath().normalize();
    private static final int PATIENCE_MINUTES = 5;

    static MadeArchives in(Path directory) throws IOException, InterruptedException {
        assertThat(CLI.resolve("target/lib"))
                .as("the program must have been built: mvn verify")
                .isDirectory();
        Path talk = directory.resolve("talk.txt");
        Process maker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        classPath(),
                        "io.tracemill.systemtests.questions.PlantedArchive",
                        directory.toString())
                .directory(SYSTEM_TESTS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(talk.toFile())
                .start();
        boolean ended = maker.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            maker.destroyForcibly();
        }
        assertThat(ended && maker.exitValue() == 0).as(Files.readString(talk)).isTrue();
        JsonNode answers =
                new ObjectMapper().readTree(directory.resolve("answers.json").toFile());
        return new MadeArchives(
                directory.resolve("archive"), directory.resolve("compacted"), directory.resolve("evolved"), answers);
    }

    private static String classPath() {
        return SYSTEM_TESTS.resolve("target/test-classes") + ":" + CLI.resolve("target/test-classes") + ":"
                + CLI.resolve("target/lib") + "/*";
    }
}
