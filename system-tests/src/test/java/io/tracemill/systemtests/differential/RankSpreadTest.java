package io.tracemill.systemtests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.GeneratorProgress;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.schemas.RankSpread;
import io.tracemill.storage.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ranks of a run, file to topic and Parquet, against the same comparison as SQL over the rows of the devices. */
class RankSpreadTest {

    /** Rank 2 computes longer, but while the device would wait for the host; so the run is no slower for it. */
    private static final String NOTHING = "NONE []";

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
                    min(comm) as least_comm, max(comm) as most_comm, stddev_samp(comm) as comm_dev,
                    list_sort([name for name in [
                        case when computing_pct > 5 then 'computing' end,
                        case when exposed_pct > 5 then 'exposed_communication' end,
                        case when idle_pct > 5 then 'idle' end] if name is not null]) as uneven
                from ranks group by step having count(*) > 1)
            select coalesce(e.step, a.step)::varchar || ': ' || e::varchar || ' but was ' || a::varchar
            from steps e full join rank_spread a on e.step is not distinct from a.step
            where e.ranks is distinct from a.ranks_compared
                or e.uneven is distinct from a.uneven or a.communication.min_ns is distinct from e.least_comm
                or a.communication.max_ns is distinct from e.most_comm
                or not abs(e.total_ns - a.mean_total_ns) < 0.01 or not abs(e.balance - a.load_balance_pct) < 1e-9
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

    /** Findings that are no minor ones, as kind and ranks. */
    private static List<String> found(Path archive, RankSpread whole) throws IOException {
        return Archive.open(archive).slowRanks(whole).stream()
                .filter(row -> !row.getMinor())
                .map(row -> row.getKind() + " " + row.getRanks())
                .toList();
    }

    private static RankSpread whole(Path archive, String run) throws IOException {
        List<RankSpread> rows = Archive.open(archive).rankSpread(run);
        assertThat(rows).hasSizeGreaterThan(1);
        return rows.get(0);
    }

    @Test
    void fourGeneratedRanksAreCompared() throws IOException, SQLException {
        generated();
        Path archive = dir.resolve("archive");
        JsonNode report = new ObjectMapper()
                .readTree(DifferentialTest.run(
                        "analyze", dir.resolve("job").toString(), "--out", archive.toString(), "--format", "json"));
        assertIsWhatTheDevicesSay(archive);
        RankSpread whole = whole(archive, "job");
        assertThat(whole.getComplete()).isTrue();
        assertThat(found(archive, whole)).containsExactly(NOTHING);
        assertThat(whole.getUneven()).containsExactly("exposed_communication", "idle");
        assertThat(report.path("traces")).hasSize(4);
        assertThat(report.path("runs")).hasSize(1);
        JsonNode run = report.path("runs").path(0);
        assertThat(run.path("run").asText()).isEqualTo("job");
        assertThat(run.path("slow_ranks").path(0).path("kind").asText()).isEqualTo("NONE");
        assertThat(run.path("steps")).isNotEmpty();
        assertThat(DifferentialTest.run("report", "--data", archive.toString()))
                .contains(
                        "RANKS  (run job: 4 of 4 ranks compared)",
                        "No rank, host, link or stage makes the run slower: 3 steps were judged.");
    }

    @ParameterizedTest(name = "told how many they are: {0}")
    @ValueSource(booleans = {false, true})
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void fourRanksOfAnAscendProfileAreCompared(boolean told) throws IOException, SQLException {
        Path run = dir.resolve("ascend");
        FourRanks.ofAscend(Path.of(System.getenv("TRACEMILL_CORPUS"), "torch_npu/level1/rank0_ascend_pt"), run, told);
        Path archive = dir.resolve("archive");
        DifferentialTest.analyze(run, archive);
        assertIsWhatTheDevicesSay(archive);
        RankSpread whole = Archive.open(archive).rankSpread("ascend").get(0);
        assertThat(whole.getRanksCompared()).isEqualTo(4);
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
        assertThat(whole.getRanksCompared()).isEqualTo(3);
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
        assertThat(found(archive, whole)).containsExactly(NOTHING);
        DifferentialTest.analyze(dir.resolve("job"), archive);
        assertThat(whole(archive, "job")).isEqualTo(whole);
    }

    /** As a service: nobody says that the run ends, its last rank does. */
    @Test
    void theTopicAndTheArchiveSayTheSameWhateverTheOrderOfTheRanks() throws Exception {
        List<Path> files = generated();
        try (LiveRanks live = LiveRanks.start(dir)) {
            live.ingest(List.of(files.get(3), files.get(1), files.get(0), files.get(2)));
            List<RankSpread> rows = live.spread();
            live.archive();
            assertThat(Archive.open(live.out()).rankSpread("job")).isEqualTo(rows);
            assertIsWhatTheDevicesSay(live.out());
            assertThat(found(live.out(), rows.get(0))).containsExactly(NOTHING);
            assertThat(rows).allMatch(RankSpread::getComplete).hasSizeGreaterThan(1);
            assertThat(live.slowRanks()).isEqualTo(Archive.open(live.out()).slowRanks(rows.get(0)));
        }
    }
}
