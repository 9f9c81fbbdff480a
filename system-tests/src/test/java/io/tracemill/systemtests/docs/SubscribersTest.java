package io.tracemill.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.systemtests.CommandProcesses;
import io.tracemill.systemtests.services.LocalCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/subscribe.md shows is run as it stands there, against a broker with what the topology really wrote. */
class SubscribersTest {

    private static final Path PAGE = Path.of("../docs/subscribe.md");
    private static final int LONGEST = 10;
    private static final String UNREACHABLE =
            "(?s).*(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT).*";
    private static final String JAVA = """
            import java.io.File;
            import java.time.Duration;
            import java.util.*;
            import org.apache.avro.Schema;
            import org.apache.avro.generic.*;
            import org.apache.avro.message.BinaryMessageDecoder;
            import org.apache.kafka.clients.consumer.KafkaConsumer;
            import org.apache.kafka.common.serialization.*;

            class Subscriber {
                public static void main(String[] args) throws Exception {
            %s    }
            }
            """;

    @TempDir
    private static Path dir;

    private static LocalCluster services;
    private static List<String> expected;

    @BeforeAll
    static void findBottlenecks() throws IOException {
        services = new LocalCluster(dir);
        Path traces = services.traces("job", 2);
        services.out("topics", "create", "--partitions", "2");
        services.start("stream");
        services.out("ingest", traces.toString());
        services.awaitComplete(2);
        expected = services.out("tail", "bottlenecks", "--from-beginning", "--until-end")
                .lines()
                .map(SubscribersTest::line)
                .sorted()
                .toList();
        assertThat(expected).hasSizeGreaterThan(2).contains("job/-/0/0 COMMUNICATION_BOUND MEDIUM");
        Files.writeString(
                dir.resolve("bottlenecks.avsc"),
                CommandLineRun.of("schema", "bottlenecks").out());
    }

    @AfterAll
    static void end() {
        services.close();
    }

    /** What each subscriber prints of a row. */
    private static String line(String json) {
        try {
            JsonNode row = new ObjectMapper().readTree(json);
            return "%s/%s/%s/%s %s %s"
                    .formatted(
                            row.get("run").asText(),
                            row.get("node").asText("-"),
                            row.get("rank").asText("-"),
                            row.get("device").asText("-"),
                            row.get("bottleneck").asText(),
                            row.get("confidence").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page's code in a language, reading from our broker in a group of its own. */
    private static String code(String language) throws IOException {
        Matcher code = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(PAGE));
        assertThat(code.find()).as(language).isTrue();
        String text = code.group(1);
        assertThat(text.lines()).hasSizeLessThanOrEqualTo(LONGEST);
        assertThat(text).contains("kafka:9092", "my-service");
        return text.replace("kafka:9092", services.server()).replace("my-service", language);
    }

    /** Runs a subscriber until it has printed as many lines as there are rows, or ended by itself. */
    private static void assertPrintsTheRows(String language, List<String> command) throws IOException {
        Path log = dir.resolve(language + ".log");
        Process subscriber = services.start(dir, log, command);
        CommandProcesses.awaitTrue(() -> !subscriber.isAlive() || lines(log).size() >= expected.size());
        assertThat(lines(log)).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<String> lines(Path log) {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end and returns what it printed; empty if there is no such command. */
    private static String output(String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile(dir, "output", ".log");
        try {
            Process process = services.start(dir, log, List.of(command));
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return process.exitValue() == 0 ? Files.readString(log) : "failed: " + Files.readString(log);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void javaReadsTheBottlenecks() throws IOException {
        Path source = Files.writeString(dir.resolve("Subscriber.java"), JAVA.formatted(code("java")));

        assertPrintsTheRows(
                "java",
                List.of(CommandProcesses.java(), "-cp", System.getProperty("java.class.path"), source.toString()));
    }

    @Test
    void pythonReadsTheBottlenecks() throws IOException, InterruptedException {
        Path source = Files.writeString(dir.resolve("subscriber.py"), code("python"));
        List<String> pythons = new ArrayList<>();
        for (String python : List.of("python3", "/usr/bin/python3")) {
            String compiled = output(python, "-m", "py_compile", source.toString());
            assertThat(compiled).as("syntax of the page's Python").isEmpty();
            if (output(python, "-c", "import avro.io, avro.schema, confluent_kafka; print('has both')")
                    .startsWith("has both")) {
                pythons.add(python);
            }
        }
        assumeTrue(!pythons.isEmpty(), "there is no Python with the packages confluent-kafka and avro");

        assertPrintsTheRows("python", List.of(pythons.get(0), source.toString()));
    }

    @Test
    void nodeReadsTheBottlenecks() throws IOException, InterruptedException {
        String version = output("node", "--version");
        assumeTrue(version.matches("v(2[0-9]|[3-9][0-9])\\..*\\s*"), "there is no Node 20 or newer");
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(Path.of("src/test/node", file), dir.resolve(file));
        }
        String installed = output("npm", "ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund");
        assumeTrue(!installed.isEmpty(), "there is no npm");
        assumeTrue(!installed.matches(UNREACHABLE), "npm's registry does not answer");
        assertThat(installed).contains("added ");
        Path source = Files.writeString(dir.resolve("subscriber.mjs"), code("js"));

        assertPrintsTheRows("js", List.of("node", source.toString()));
    }
}
