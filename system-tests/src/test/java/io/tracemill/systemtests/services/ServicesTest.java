package io.tracemill.systemtests.services;

import static io.tracemill.systemtests.CommandProcesses.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.Topic;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Table;
import io.tracemill.systemtests.ArchiveRows;
import io.tracemill.systemtests.CommandProcesses;
import io.tracemill.systemtests.RecordedHost;
import io.tracemill.systemtests.SmallTraces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ingest, topology and archive as processes of their own, against one broker: eight ranks of a run over four
 * partitions.
 */
class ServicesTest {

    private static final int RANKS = 8;

    /** The rank whose trace takes several batches. */
    private static final int LARGE = 4;

    /** The rank whose trace has Python frames, and modules among them. */
    private static final int WITH_MODULES = 1;

    /** Whoever dies is missed, and what it left open ends, within seconds. */
    private static final List<String> IMPATIENT =
            List.of("session.timeout.ms=3000", "heartbeat.interval.ms=500", "producer.transaction.timeout.ms=5000");

    @TempDir
    private static Path dir;

    private static Path traces;
    private static Path expected;
    private static EmbeddedKafka kafka;

    private CommandProcesses services;

    @BeforeAll
    static void analyzeTheSameTraces() throws IOException {
        kafka = EmbeddedKafka.prepare(
                dir.resolve("broker"), Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500"));
        kafka.start();
        traces = Files.createDirectories(dir.resolve("traces/job"));
        for (int rank = 0; rank < RANKS; rank++) {
            long bytes = rank == LARGE ? 4_000_000 : 1_000_000;
            new TraceGenerator(GeneratorConfig.of(bytes, rank + 1)
                            .withRank(rank, RANKS)
                            .withStack(rank == WITH_MODULES))
                    .write(rank(rank), (a, b) -> {});
            RecordedHost.put("n" + rank / 2, rank(rank));
        }
        expected = dir.resolve("expected");
        assertThat(CommandLineRun.of("analyze", traces.toString(), "--out", expected.toString(), "--quiet")
                        .code())
                .isZero();
    }

    @AfterAll
    static void endBroker() {
        kafka.close();
    }

    @BeforeEach
    void noneRuns() {
        services = new CommandProcesses(dir);
    }

    @AfterEach
    void endAll() throws InterruptedException {
        services.killAll();
    }

    private static Path rank(int rank) {
        return traces.resolve("rank" + rank + ".json");
    }

    private static String[] at(String prefix, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--bootstrap-server", kafka.bootstrapServers(), "--prefix", prefix));
        return all.toArray(String[]::new);
    }

    private static CommandLineRun run(String prefix, String... args) {
        return CommandLineRun.of(at(prefix, args));
    }

    private static long records(String prefix, String topic, String where) {
        return run(prefix, "tail", topic, "--from-beginning", "--until-end", "--where", where)
                .out()
                .lines()
                .count();
    }

    private static String[] with(Path clientProperties, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--command-config", clientProperties.toString()));
        return all.toArray(String[]::new);
    }

    @Test
    void tracesThroughSeparateProcessesGiveTheRowsOfAnalyze() throws Exception {
        assertThat(run("one.", "topics", "create", "--partitions", "4").code()).isZero();
        Process stream = services.start(at("one.", "stream"));
        Path out = dir.resolve("one");
        Process archive = services.start(at("one.", "archive", "--out", out.toString(), "--roll-idle", "1s"));

        CommandLineRun ingest = run("one.", "ingest", traces.toString());
        assertThat(ingest.code()).as(ingest.err()).isZero();
        awaitTrue(() -> records("one.", "traces", "state=COMPLETE") == RANKS);
        Process watch = services.start(at("one.", "ingest", traces.toString(), "--watch", "--settle", "1s"));
        awaitTrue(() -> services.log(watch).lines().count() == RANKS);
        assertThat(services.log(watch).lines()).allMatch(line -> line.contains("already finished as trace "));

        services.terminate(watch);
        services.terminate(stream);
        awaitTrue(() -> ArchiveRows.checksums(out).equals(ArchiveRows.checksums(expected)));
        services.terminate(archive);
        for (Table<?, ?> table : Datasets.ofTraces()) {
            boolean fromElsewhere = table.equals(Datasets.TELEMETRY) || table.equals(Datasets.KERNEL_COUNTERS);
            assertThat(ArchiveRows.of(expected, table).isEmpty())
                    .as(table.name())
                    .isEqualTo(fromElsewhere);
            assertThat(ArchiveRows.of(out, table)).as(table.name()).isEqualTo(ArchiveRows.of(expected, table));
        }
    }

    @Test
    void twoOfEachOfWhichSomeDieAndOthersComeGiveTheRowsOfOneOfEach() throws Exception {
        assertThat(run("two.", "topics", "create", "--partitions", "4").code()).isZero();
        Path impatient = Files.write(dir.resolve("impatient.properties"), IMPATIENT);
        Path out = dir.resolve("two");
        String[] stream = with(impatient, at("two.", "stream"));
        String[] archive = with(impatient, at("two.", "archive", "--out", out.toString(), "--roll-idle", "1s"));
        Process streamToDie = services.start(stream);
        Process archiveToDie = services.start(archive);
        Process streamToEnd = services.start(stream);
        Process archiveToEnd = services.start(archive);
        assertThat(run("two.", "ingest", rank(0).toString(), rank(1).toString()).code())
                .isZero();
        killInMidPublish(rank(LARGE));
        awaitTrue(() -> records("two.", "traces", "state=COMPLETE") > 0);

        Process ingest = services.start(at("two.", "ingest", rank(2).toString(), rank(3).toString()));
        CommandProcesses.kill(streamToDie);
        CommandProcesses.kill(archiveToDie);
        services.start(stream);
        services.start(archive);
        assertThat(ingest.waitFor(60, TimeUnit.SECONDS)).isTrue();
        Process last = services.start(at("two.", "ingest", traces.toString()));
        services.terminate(streamToEnd);
        services.terminate(archiveToEnd);
        assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(services.log(last)).contains(rank(LARGE) + ": ").doesNotContain(rank(LARGE) + ": finished before");
        awaitTrue(() -> ArchiveRows.checksums(out).equals(ArchiveRows.checksums(expected)));
    }

    /**
     * Leaves the first of a trace's batches on the topic: the broker makes the producer wait before it takes the next.
     */
    private void killInMidPublish(Path trace) throws Exception {
        ClientQuotaEntity slow = new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, "slow"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(
                            slow, List.of(new ClientQuotaAlteration.Op("producer_byte_rate", 1.0)))))
                    .all()
                    .get();
        }
        Path properties = Files.writeString(dir.resolve("slow.properties"), "client.id=slow\n");
        Process ingest = services.start(with(properties, at("two.", "ingest", trace.toString())));
        awaitTrue(() -> records("two.", Topic.TRACE_EVENTS.suffix(), "rank=" + LARGE) > 0);
        CommandProcesses.kill(ingest);
        assertThat(run(
                                "two.",
                                "tail",
                                "trace-events",
                                "--from-beginning",
                                "--until-end",
                                "--where",
                                "rank=" + LARGE,
                                "--where",
                                "last=true")
                        .out())
                .isEmpty();
    }

    @Test
    void aWatchedDirectoryIsPublishedFileByFileOnceEachIsWhole() throws Exception {
        assertThat(run("watch.", "topics", "create", "--partitions", "1").code())
                .isZero();
        Path watched = Files.createDirectories(dir.resolve("watched"));
        Path trace = watched.resolve("rank3.json");
        Files.writeString(trace, SmallTraces.PAIR.stripTrailing().substring(0, SmallTraces.PAIR.length() - 2));
        Process watch = services.start(at("watch.", "ingest", watched.toString(), "--watch", "--settle", "300ms"));
        services.awaitLog(watch, "\n");
        assertThat(services.log(watch))
                .isEqualTo("tracemill ingest: " + trace + ": skipped: it ends at byte "
                        + (SmallTraces.PAIR.length() - 2)
                        + " without its closing bracket; it is published once it is complete, or without --watch\n");
        Files.writeString(trace, SmallTraces.PAIR);

        services.awaitLog(watch, "events published as trace ");
        assertThat(run("watch.", "tail", "trace-events", "--from-beginning", "--until-end")
                        .out()
                        .lines())
                .singleElement()
                .asString()
                .contains("\"run\":\"watched\"", "\"rank\":3", "aclMatMul");
        services.terminate(watch);
    }

    @Test
    void tailRejectsWhatNoTopicHas() {
        assertThat(run("one.", "tail", "spanns").err())
                .contains("there is no topic \"spanns\", expected trace-events, spans, operator-stats, ");
        assertThat(run("one.", "tail", "spans", "--where", "nme=x").err())
                .contains("--where: spans has no field nme, expected trace_id, ");
    }
}
