package io.tracemill.systemtests.services;

import static io.tracemill.systemtests.CommandProcesses.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.Component;
import io.tracemill.schemas.Topic;
import io.tracemill.systemtests.ArchiveRows;
import io.tracemill.systemtests.CommandProcesses;
import io.tracemill.systemtests.SmallTraces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that is no value of its topic, on every topic there is. */
class PoisonTest {

    private static final Pattern LETTER = Pattern.compile("\"stage\":\"(\\w+)\".*\"topic\":\"tracemill\\.([a-z-]+)\"");

    @TempDir
    private Path dir;

    private EmbeddedKafka kafka;
    private CommandProcesses services;

    @BeforeEach
    void startBroker() throws IOException {
        kafka = EmbeddedKafka.start(dir.resolve("broker"));
        services = new CommandProcesses(dir);
    }

    @AfterEach
    void endAll() throws InterruptedException {
        services.killAll();
        kafka.close();
    }

    private String[] at(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--bootstrap-server", kafka.bootstrapServers()));
        return all.toArray(String[]::new);
    }

    private CommandLineRun run(String... args) {
        return CommandLineRun.of(at(args));
    }

    private void poison() throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (Topic topic : Topic.values()) {
                producer.send(new ProducerRecord<>("tracemill." + topic.suffix(), "key", "poison"))
                        .get();
            }
        }
    }

    private CommandLineRun letters() {
        return run("tail", "dead-letters", "--from-beginning", "--until-end");
    }

    private static List<String> places(CommandLineRun letters) {
        return letters.out()
                .lines()
                .map(LETTER::matcher)
                .map(letter -> letter.find() ? letter.group(1) + " " + letter.group(2) : "no place")
                .toList();
    }

    @Test
    void isADeadLetterAndKeepsNoOtherRecordFromItsWay() throws Exception {
        assertThat(run("topics", "create", "--partitions", "1").code()).isZero();
        poison();
        Path out = dir.resolve("out");
        services.start(at("stream"));
        services.start(at("archive", "--out", out.toString(), "--roll-idle", "1s", "--archive-raw"));
        Path trace = Files.writeString(dir.resolve("rank0.json"), SmallTraces.PAIR);

        CommandLineRun ingest = run("ingest", trace.toString(), "--run", "r");
        assertThat(ingest.code()).as(ingest.err()).isZero();

        Path expected = dir.resolve("expected");
        assertThat(CommandLineRun.of("analyze", trace.toString(), "--run", "r", "--out", expected.toString(), "--quiet")
                        .code())
                .isZero();
        awaitTrue(() -> ArchiveRows.checksums(out).equals(ArchiveRows.checksums(expected)));
        List<String> places = new ArrayList<>();
        EnumSet.range(Component.TRACE_TOPOLOGY, Component.RUN_TOPOLOGY)
                .forEach(part -> Topic.readBy(part).forEach(topic -> places.add("TOPOLOGY " + topic.suffix())));
        Topic.readBy(Component.ARCHIVE).forEach(topic -> places.add("ARCHIVE " + topic.suffix()));
        awaitTrue(() -> letters().out().lines().count() >= places.size());
        assertThat(places(letters())).containsExactlyInAnyOrderElementsOf(places);
        assertThat(letters().err())
                .startsWith("tracemill tail: tracemill.dead-letters-0: offset 0: skipped: ")
                .hasLineCount(1);
        CommandLineRun again = run("ingest", trace.toString(), "--run", "r");
        assertThat(again.err()).contains("already finished as trace ");
    }
}
