package io.tracemill.systemtests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.GeneratorProgress;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.IngestJob;
import io.tracemill.ingest.IngestProgress;
import io.tracemill.ingest.publish.KafkaPublisher;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.storage.Archive;
import io.tracemill.storage.ArchiveConfig;
import io.tracemill.storage.ArchiveJob;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.streams.TopologyJob;
import io.tracemill.streams.TraceTopology;
import io.tracemill.streams.TraceTopologyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ranks of a run, file to topic and Parquet, against the same comparison as SQL over the rows of the devices. */
class RankSpreadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 1, (short) 1);

    /** Rows that one side lacks, or that differ. */
    private static final String DIFFERENCES = """
            with ranks as (
                select rank, step, sum(total_ns) as total, sum(computing_ns) as computing, sum(communication_ns) as comm,
                    sum(exposed_communication_ns) as exposed, sum(idle_ns) as idle
                from device_stats group by all),
            steps as (
                select step, count(*) as ranks, avg(total) as total_ns, 100 * avg(computing) / max(computing) as balance,
                    100 * (max(computing) - min(computing)) / avg(total) as computing_pct,
                    100 * (max(exposed) - min(exposed)) / avg(total) as exposed_pct,
                    100 * (max(idle) - min(idle)) / avg(total) as idle_pct,
                    arg_min(rank, comm) as least_rank, list_sort(list(comm)) as comms, stddev_samp(comm) as comm_dev,
                    list_sort([name for name in [
                        case when computing_pct > 5 then 'computing' end,
                        case when exposed_pct > 5 then 'exposed_communication' end,
                        case when idle_pct > 5 then 'idle' end] if name is not null]) as uneven
                from ranks group by step having count(*) > 1),
            expected as (
                select *, case when (comms[2] - comms[1]) / nullif(comms[-1] - comms[1], 0) > 0.926 then least_rank end as slow
                from steps)
            select coalesce(e.step, a.step)::varchar || ': ' || e::varchar || ' but was ' || a::varchar
            from expected e full join rank_spread a on e.step is not distinct from a.step
            where e.ranks is distinct from a.ranks or e.slow is distinct from a.slow_rank
                or e.uneven is distinct from a.uneven or a.communication.min_ns is distinct from e.comms[1]
                or a.communication.max_ns is distinct from e.comms[-1]
                or not abs(e.total_ns - a.total_ns) < 0.01 or not abs(e.balance - a.load_balance_pct) < 1e-9
                or not abs(e.computing_pct - a.computing.spread_pct) < 1e-9
                or not abs(e.exposed_pct - a.exposed_communication.spread_pct) < 1e-9
                or not abs(e.idle_pct - a.idle.spread_pct) < 1e-9
                or not abs(e.comm_dev - a.communication.stddev_ns) < 0.01""";

    @TempDir
    private Path dir;

    private List<Path> generated() throws IOException {
        Path trace = dir.resolve("one.json");
        new TraceGenerator(GeneratorConfig.of(1_500_000, 5)).write(trace, GeneratorProgress.NONE);
        return FourRanks.ofKineto(trace, dir.resolve("job"));
    }

    private static void assertIsWhatTheDevicesSay(Path archive) throws SQLException {
        try (ArchiveTables tables = ArchiveTables.open(archive)) {
            assertThat(tables.query(DIFFERENCES)).isEmpty();
        }
    }

    private static RankSpread whole(Path archive, String run) throws IOException {
        List<RankSpread> rows = Archive.open(archive).rankSpread(run);
        assertThat(rows).hasSizeGreaterThan(1);
        return rows.get(0);
    }

    @Test
    void fourGeneratedRanksAreComparedAndTheSlowOneIsFound() throws IOException, SQLException {
        generated();
        Path archive = dir.resolve("archive");
        JsonNode report = new ObjectMapper()
                .readTree(DifferentialTest.run(
                        "analyze", dir.resolve("job").toString(), "--out", archive.toString(), "--format", "json"));
        assertIsWhatTheDevicesSay(archive);
        RankSpread whole = whole(archive, "job");
        assertThat(whole.getComplete()).isTrue();
        assertThat(whole.getSlowRank()).isEqualTo(FourRanks.SLOW);
        assertThat(whole.getUneven()).containsExactly("exposed_communication", "idle");
        assertThat(report.path("traces")).hasSize(4);
        assertThat(report.path("runs")).hasSize(1);
        JsonNode run = report.path("runs").path(0);
        assertThat(run.path("run").asText()).isEqualTo("job");
        assertThat(run.path("slow_rank").asInt()).isEqualTo(FourRanks.SLOW);
        assertThat(run.path("steps")).isNotEmpty();
        assertThat(DifferentialTest.run("report", "--data", archive.toString()))
                .contains("RANKS  (run job: 4 of 4 ranks compared)", "Rank 2 is the suspected slow rank");
    }

    @ParameterizedTest(name = "told how many they are: {0}")
    @ValueSource(booleans = {false, true})
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void fourRanksOfAnAscendProfileAreComparedAndTheSlowOneIsFound(boolean told) throws IOException, SQLException {
        Path run = dir.resolve("ascend");
        FourRanks.ofAscend(Path.of(System.getenv("TRACEMILL_CORPUS"), "torch_npu/level1/rank0_ascend_pt"), run, told);
        Path archive = dir.resolve("archive");
        DifferentialTest.analyze(run, archive);
        assertIsWhatTheDevicesSay(archive);
        RankSpread whole = Archive.open(archive).rankSpread("ascend").get(0);
        assertThat(whole.getRanks()).isEqualTo(4);
        assertThat(whole.getSlowRank()).isEqualTo(FourRanks.SLOW);
        assertThat(whole.getComplete()).isEqualTo(told);
        assertThat(whole.getReason())
                .isEqualTo(
                        told
                                ? null
                                : "4 ranks came, the traces do not say of how many; 4 were published and no more come");
    }

    @Test
    void aRankThatCannotBeReadIsNotWaitedFor() throws IOException, SQLException {
        Files.writeString(generated().get(3), "no trace");
        Path archive = dir.resolve("archive");
        DifferentialTest.run(1, "analyze", dir.resolve("job").toString(), "--out", archive.toString());
        RankSpread whole = whole(archive, "job");
        assertThat(whole.getRanks()).isEqualTo(3);
        assertThat(whole.getComplete()).isFalse();
        assertThat(whole.getReason()).isEqualTo("3 of 4 ranks came; 3 were published and no more come");
    }

    @Test
    void ranksThatWereAnalysedBeforeAreComparedWithThoseThatComeLater() throws IOException, SQLException {
        List<Path> files = generated();
        Path archive = dir.resolve("archive");
        DifferentialTest.analyze(files.get(0), archive);
        DifferentialTest.analyze(files.get(2), archive);
        assertThat(Archive.open(archive).rankSpread("job")).isEmpty();
        Path early = Files.createDirectories(dir.resolve("early/job"));
        Files.copy(files.get(0), early.resolve("rank0.json"));
        Files.copy(files.get(2), early.resolve("rank2.json"));
        DifferentialTest.analyze(early, archive);
        assertThat(whole(archive, "job").getReason()).startsWith("2 of 4 ranks came; ");
        DifferentialTest.analyze(dir.resolve("job"), archive);
        RankSpread whole = whole(archive, "job");
        assertThat(whole.getComplete()).isTrue();
        assertThat(whole.getSlowRank()).isEqualTo(FourRanks.SLOW);
        DifferentialTest.analyze(dir.resolve("job"), archive);
        assertThat(whole(archive, "job")).isEqualTo(whole);
    }

    /** As a service: nobody says that the run ends, its last rank does. */
    @Test
    void theTopicAndTheArchiveSayTheSameWhateverTheOrderOfTheRanks() throws Exception {
        List<Path> files = generated();
        Path archive = dir.resolve("archive");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("broker"))) {
            Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (Admin admin = Admin.create(client)) {
                TOPICS.create(admin);
            }
            List<RankSpread> live;
            try (TopologyJob topology = new TopologyJob(
                            new TraceTopology(TraceTopologyConfig.defaults(TOPICS)),
                            Map.of(
                                    "bootstrap.servers", kafka.bootstrapServers(),
                                    "state.dir", dir.resolve("state").toString()));
                    ArchiveJob archiving =
                            new ArchiveJob(ArchiveConfig.defaults(archive, TOPICS, kafka.clusterId()), client)) {
                topology.start();
                Thread thread = new Thread(archiving, "archive");
                thread.start();
                ingest(client, List.of(files.get(3), files.get(1), files.get(0), files.get(2)));
                live = live(client);
                archiving.stopAt(ends(client));
                thread.join(PATIENCE.toMillis());
                assertThat(thread.isAlive()).isFalse();
            }
            assertThat(Archive.open(archive).rankSpread("job")).isEqualTo(live);
            assertIsWhatTheDevicesSay(archive);
            assertThat(live.get(0).getSlowRank()).isEqualTo(FourRanks.SLOW);
            assertThat(live).allMatch(RankSpread::getComplete).hasSizeGreaterThan(1);
            kafka.halt();
        }
    }

    private void ingest(Map<String, Object> client, List<Path> files) throws Exception {
        IngestConfig config = IngestConfig.defaults().withLimits(limits -> limits.withTempDir(dir));
        try (IngestJob job =
                new IngestJob(config, () -> new KafkaPublisher(TOPICS, client), id -> false, IngestProgress.NONE)) {
            for (Path file : files) {
                job.ingest(file);
            }
        }
    }

    /** What a subscriber of the topic sees, the whole run first. */
    private static List<RankSpread> live(Map<String, Object> client) {
        TopicPartition partition = new TopicPartition(TOPICS.name(Topic.RANK_SPREAD), 0);
        List<RankSpread> rows = new ArrayList<>();
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<String, RankSpread> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), AvroSerde.of(RankSpread.class))) {
            consumer.assign(List.of(partition));
            Instant end = Instant.now().plus(PATIENCE);
            while (rows.stream().noneMatch(row -> row.getStep() == null)) {
                assertThat(Instant.now()).isBefore(end);
                consumer.poll(Duration.ofMillis(100)).forEach(row -> rows.add(row.value()));
            }
        }
        rows.sort(Comparator.comparing(RankSpread::getStep, Comparator.nullsFirst(Comparator.naturalOrder())));
        return rows;
    }

    private static Map<TopicPartition, Long> ends(Map<String, Object> client) throws Exception {
        List<TopicPartition> partitions = Datasets.ALL.stream()
                .map(dataset -> new TopicPartition(TOPICS.name(dataset.topic()), 0))
                .toList();
        try (KafkaConsumer<String, RankSpread> consumer =
                new KafkaConsumer<>(client, new StringDeserializer(), AvroSerde.of(RankSpread.class))) {
            return consumer.endOffsets(partitions);
        }
    }
}
