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
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What docs/subscribe.md shows is run as it stands there, against a broker with what the topology really wrote. */
class SubscribersTest {

    private static final Path PAGE = Path.of("../docs/subscribe.md");
    private static final int LONGEST = 12;
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
    private static final Map<Example, List<String>> EXPECTED = new EnumMap<>(Example.class);

    /** What the examples of the page read, in its order. */
    private enum Example {
        BOTTLENECKS(0),
        ALERTS_AND_DIAGNOSES(1);

        private final int place;

        Example(int place) {
            this.place = place;
        }
    }

    @BeforeAll
    static void fillTopics() throws IOException {
        services = new LocalCluster(dir);
        Path traces = services.traces("job", 2);
        services.out("topics", "create", "--partitions", "2");
        services.start("stream");
        services.out("ingest", traces.toString());
        services.awaitComplete(2);
        EXPECTED.put(Example.ALERTS_AND_DIAGNOSES, alertsAndDiagnoses());
        EXPECTED.put(Example.BOTTLENECKS, rows("bottlenecks", SubscribersTest::line));
        assertThat(EXPECTED.get(Example.BOTTLENECKS))
                .hasSizeGreaterThan(2)
                .contains("job/-/0/0 COMMUNICATION_BOUND MEDIUM");
        for (String topic : List.of("bottlenecks", "alerts", "diagnoses")) {
            Files.writeString(
                    dir.resolve(topic + ".avsc"),
                    CommandLineRun.of("schema", topic).out());
        }
    }

    /** Publishes a run with a device that has errors, and returns what is told of it. */
    private static List<String> alertsAndDiagnoses() throws IOException {
        Path files = dir.resolve("simulated");
        CommandLineRun generate = CommandLineRun.of(
                "generate",
                files.toString(),
                "--fleet",
                "broken",
                "--ranks",
                "8",
                "--per-node",
                "4",
                "--steps",
                "12",
                "--minutes",
                "12",
                "--fault",
                "device-error=25%",
                "--seed",
                "3",
                "--quiet");
        assertThat(generate.code()).as(generate.err()).isZero();
        services.out("ingest", files.resolve("telemetry").toString());
        services.out("ingest", files.resolve("traces").toString());
        CommandProcesses.awaitTrue(() ->
                rows("diagnoses", SubscribersTest::diagnosis).stream().anyMatch(line -> line.startsWith("broken: ")));
        List<String> alerts = rows("alerts", SubscribersTest::alert);
        List<String> diagnoses = rows("diagnoses", SubscribersTest::diagnosis);
        assertThat(alerts).anyMatch(line -> line.startsWith("device_error_code/") && line.contains(": FIRING: "));
        assertThat(diagnoses).anyMatch(line -> line.startsWith("broken: DEVICE_ERROR: "));
        return Stream.concat(alerts.stream(), diagnoses.stream()).toList();
    }

    private static List<String> rows(String topic, Function<JsonNode, String> line) {
        return services.out("tail", topic, "--from-beginning", "--until-end")
                .lines()
                .map(json -> line.apply(parsed(json)))
                .toList();
    }

    private static JsonNode parsed(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void end() {
        services.close();
    }

    /** What each subscriber prints of a bottleneck. */
    private static String line(JsonNode row) {
        return "%s/%s/%s/%s %s %s"
                .formatted(
                        row.get("run").asText(),
                        row.get("node").asText("-"),
                        row.get("rank").asText("-"),
                        row.get("device").asText("-"),
                        row.get("bottleneck").asText(),
                        row.get("confidence").asText());
    }

    private static String alert(JsonNode row) {
        return "%s/%s: %s: %s"
                .formatted(
                        row.get("rule").asText(),
                        row.get("subject").asText(),
                        row.get("state").asText(),
                        row.get("summary").asText());
    }

    private static String diagnosis(JsonNode row) {
        return "%s: %s: %s"
                .formatted(
                        row.get("run").asText(),
                        row.get("cause").asText(),
                        row.get("summary").asText());
    }

    /** The page's code in a language, reading from our broker in a group of its own. */
    private static String code(String language, Example example) throws IOException {
        List<String> all = Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(Files.readString(PAGE))
                .results()
                .map(code -> code.group(1))
                .toList();
        assertThat(all).as(language).hasSize(Example.values().length);
        String text = all.get(example.place);
        assertThat(text.lines()).hasSizeLessThanOrEqualTo(LONGEST);
        assertThat(text).contains("kafka:9092", "my-service");
        return text.replace("kafka:9092", services.server()).replace("my-service", language + example);
    }

    /** Runs a subscriber until it has printed as many lines as there are rows, or ended by itself. */
    private static void assertPrintsTheRows(Example example, String language, List<String> command) throws IOException {
        Path log = dir.resolve(language + example + ".log");
        List<String> expected = EXPECTED.get(example);
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

    @ParameterizedTest
    @EnumSource
    void javaReads(Example example) throws IOException {
        Path source = Files.writeString(dir.resolve("Subscriber.java"), JAVA.formatted(code("java", example)));

        assertPrintsTheRows(
                example,
                "java",
                List.of(CommandProcesses.java(), "-cp", System.getProperty("java.class.path"), source.toString()));
    }

    @ParameterizedTest
    @EnumSource
    void pythonReads(Example example) throws IOException, InterruptedException {
        Path source = Files.writeString(dir.resolve("subscriber.py"), code("python", example));
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

        assertPrintsTheRows(example, "python", List.of(pythons.get(0), source.toString()));
    }

    @ParameterizedTest
    @EnumSource
    void nodeReads(Example example) throws IOException, InterruptedException {
        String version = output("node", "--version");
        assumeTrue(version.matches("v(2[0-9]|[3-9][0-9])\\..*\\s*"), "there is no Node 20 or newer");
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(Path.of("src/test/node", file), dir.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        String installed = output("npm", "ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund");
        assumeTrue(!installed.isEmpty(), "there is no npm");
        assumeTrue(!installed.matches(UNREACHABLE), "npm's registry does not answer");
        assertThat(installed).contains("added ");
        Path source = Files.writeString(dir.resolve("subscriber.mjs"), code("js", example));

        assertPrintsTheRows(example, "js", List.of("node", source.toString()));
    }
}
