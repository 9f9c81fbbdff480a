package io.tracemill.systemtests.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tracemill.schemas.RankGroup;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.RankStep;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.storage.Archive;
import io.tracemill.streams.ranks.SlowRankRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recorded run of two replicas of four pipeline stages, of which the last one computes longer and no rank is slow: as
 * the operations of its ranks, and as Kineto traces made from the first of its steps.
 */
@EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
class LabelledRunTest {

    private static final int RANKS = 8;

    /** The last stage, whose number the traces do not tell. */
    private static final String LAST_STAGE = "IMBALANCED_STAGES [] stage null [6, 7] 10.4 % in 10 of 12";

    private static final String OPERATIONS = """
            select rank, stage, step,
                ((max(start_ts::double + duration::double) - min(start_ts::double)) * 1e9)::bigint as total,
                sum(nanos) filter (optype in ('forward-compute', 'backward-compute', 'optimizer'))::bigint as computing,
                coalesce(sum(nanos) filter (optype = 'gc'), 0)::bigint as host,
                sum(nanos) filter (optype = 'grads-reduce-scatter')::bigint as reduce,
                sum(nanos) filter (optype = 'params-all-gather')::bigint as gather,
                sum(nanos) filter (optype = 'layernorm-grads-all-reduce')::bigint as norm
            from (select *, round(duration::double * 1e9)::bigint as nanos from read_parquet('%s'))
            group by all order by rank, step""";

    @TempDir
    private Path dir;

    private Path folder = Path.of("");

    @BeforeEach
    void findTheRun() {
        folder = Path.of(System.getenv("TRACEMILL_CORPUS")).resolveSibling("straggler");
        assumeTrue(Files.isDirectory(folder), "there is no " + folder);
    }

    private static List<String> texts(List<SlowRankFinding> rows) {
        return rows.stream()
                .map(row -> row.getKind() + " " + row.getRanks() + " stage " + row.getStage() + " "
                        + row.getStageRanks() + " " + row.getCostPct() + " % in " + row.getHits() + " of "
                        + row.getSteps())
                .toList();
    }

    private static List<SlowRankFinding> archived(Path archive) throws IOException {
        Archive reader = Archive.open(archive);
        return reader.slowRanks(reader.rankSpread("ST").get(0));
    }

    private static List<SlowRankFinding> withoutTime(List<SlowRankFinding> rows) {
        rows.forEach(row -> row.setFinalMs(0));
        return rows;
    }

    @Test
    void theOperationsOfTheRunShowAnImbalancedStageAndNoSlowRank() throws SQLException {
        Map<Integer, RankSteps> ranks = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(OPERATIONS.formatted(folder.resolve("trace-ST.parquet")))) {
            while (rows.next()) {
                int rank = rows.getInt("rank");
                String stage = rows.getString("stage");
                ranks.computeIfAbsent(rank, any -> rank(rank, Integer.parseInt(stage)))
                        .getSteps()
                        .add(step(rows));
            }
        }
        RankSpread whole = new RankSpread();
        whole.setRun("ST");
        whole.setDate("2026-03-01");
        List<SlowRankFinding> findings = SlowRankRows.of(
                whole,
                ranks.values().stream()
                        .map(rank -> SlowRankRows.judged(rank, rank.getRank()))
                        .toList());
        assertThat(texts(findings)).containsExactly("IMBALANCED_STAGES [] stage 3 [6, 7] 13.5 % in 32 of 32");
        assertThat(findings.get(0).getSlowdownIdeal()).isEqualTo(1.193);
        assertThat(findings.get(0).getSlowdownBalanced()).isEqualTo(1.159);
    }

    private static RankSteps rank(int rank, int stage) {
        List<RankGroup> groups = new ArrayList<>();
        for (String kind : List.of("reduce", "gather", "norm")) {
            groups.add(new RankGroup(kind, "stage " + stage));
        }
        return RankSteps.newBuilder()
                .setRun("ST")
                .setDate("2026-03-01")
                .setRank(rank)
                .setWorldSize(RANKS)
                .setStage(stage)
                .setMicrobatches(4)
                .setGroups(groups)
                .setSteps(new ArrayList<>())
                .build();
    }

    private static RankStep step(ResultSet row) throws SQLException {
        return RankStep.newBuilder()
                .setStep(row.getInt("step"))
                .setTruncated(false)
                .setTotalNs(row.getLong("total"))
                .setComputingNs(row.getLong("computing"))
                .setCommunicationNs(0)
                .setExposedCommunicationNs(0)
                .setIdleNs(0)
                .setHostNs(row.getLong("host"))
                .setGroupNs(List.of(row.getLong("reduce"), row.getLong("gather"), row.getLong("norm")))
                .build();
    }

    @Test
    void itsTracesShowTheSameLiveAndInParquet() throws Exception {
        List<Path> files = IntStream.of(5, 0, 7, 2, 1, 6, 3, 4)
                .mapToObj(rank -> folder.resolve("ST/rank" + rank + ".pt.trace.json.gz"))
                .toList();
        try (LiveRanks live = LiveRanks.start(dir)) {
            live.ingest(files);
            live.spread();
            live.archive();
            assertThat(texts(live.slowRanks())).containsExactly(LAST_STAGE);
            assertThat(archived(live.out())).isEqualTo(live.slowRanks());
        }
    }

    @Test
    void itsTracesShowTheSameIfTheyAreReadAgainFromTheArchive() throws IOException {
        Path archive = dir.resolve("archive");
        Path some = Files.createDirectories(dir.resolve("some/ST"));
        for (int rank = 0; rank < RANKS - 2; rank++) {
            String name = "rank" + rank + ".pt.trace.json.gz";
            Files.copy(folder.resolve("ST").resolve(name), some.resolve(name));
            if (rank % 2 == 1) {
                DifferentialTest.analyze(some, archive);
            }
        }
        assertThat(archived(archive)).allMatch(row -> row.getReason() != null);
        DifferentialTest.analyze(folder.resolve("ST"), archive);
        assertThat(texts(archived(archive))).containsExactly(LAST_STAGE);
        Path atOnce = dir.resolve("at-once");
        DifferentialTest.analyze(folder.resolve("ST"), atOnce);
        assertThat(withoutTime(archived(archive))).isEqualTo(withoutTime(archived(atOnce)));
    }
}
