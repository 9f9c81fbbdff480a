package io.tracemill.systemtests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracemill.schemas.CollectiveStats;
import io.tracemill.storage.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collectives of four ranks, file to topic and Parquet, against the same comparison as SQL over their members. */
class CollectiveStatsTest {

    private static final int RANKS = 4;
    private static final int STEPS = 3;
    private static final int STEP_MICROS = 10_000;
    private static final int SLOW = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Rows that one side lacks, or that differ. */
    private static final String DIFFERENCES = """
            with members as (
                select rank, "group" as g, group_ranks as ranks, group_size as n, collective as name, duration_ns as ns,
                    greatest(message_bytes, output_bytes) as bytes,
                    coalesce('number ' || group_sequence, 'step ' || step || ' ' || row_number() over (
                        partition by rank, "group", group_ranks, step, group_sequence is null order by start_ns)) as key
                from communication where not sends and not receives),
            collectives as (
                select g, ranks, n, key, min(name) as name, max(bytes) as bytes, count(*) as m, min(ns) as transit,
                    sum(ns) as total, max(ns) - min(ns) as skew,
                    count(distinct name) = 1 and count(distinct bytes) = 1 as alike
                from members group by g, ranks, n, key),
            expected as (
                select g, ranks, n, name, (2 ** floor(log2(bytes)))::bigint as from_bytes, sum(m)::bigint as events,
                    count(*) filter (alike and m = n) as complete, count(*) filter (alike and m < n) as incomplete,
                    count(*) filter (not alike) as mismatched,
                    coalesce(sum(transit) filter (alike and m = n), 0)::bigint as transit,
                    coalesce(sum(total - n * transit) filter (alike and m = n), 0)::bigint as wait,
                    coalesce(sum(skew) filter (alike and m = n), 0)::bigint as skew,
                    sum(bytes) filter (alike and m = n)::bigint as bytes
                from collectives group by g, ranks, n, name, from_bytes),
            found as (
                select "group" as g, group_ranks, group_size as n, name, from_bytes, events, complete_count, incomplete_count,
                    mismatched_count, transit_ns as transit, wait_ns as wait, skew_ns as skew, bytes
                from collective_stats where unmatched_events = 0)
            (from expected except from found) union all (from found except from expected)""";

    @TempDir
    private Path dir;

    /**
     * Ranks of which pairs add up with numbers, and others gather without. The slow one comes last. The last gather of
     * rank 3 is missing, and the first sum of rank 0 has another size.
     */
    private List<Path> ranks() throws IOException {
        Path run = Files.createDirectories(dir.resolve("job"));
        List<Path> files = new ArrayList<>();
        for (int rank = 0; rank < RANKS; rank++) {
            Path file = run.resolve("rank" + rank + ".json");
            JSON.writeValue(file.toFile(), trace(rank));
            files.add(file);
        }
        return files;
    }

    private static ObjectNode trace(int rank) {
        Random random = new Random(rank);
        ObjectNode root = JSON.createObjectNode().put("schemaVersion", 1);
        ObjectNode distributed =
                root.putObject("distributedInfo").put("rank", rank).put("world_size", RANKS);
        ArrayNode groups = distributed.putArray("pg_config");
        group(groups, "1", IntStream.of(rank / 2 * 2, rank / 2 * 2 + 1));
        group(groups, "2", IntStream.of(rank % 2, rank % 2 + 2));
        ArrayNode events = root.putArray("traceEvents");
        for (int step = 1; step <= STEPS; step++) {
            int start = step * STEP_MICROS;
            event(events, "user_annotation", "ProfilerStep#" + step, start, STEP_MICROS);
            for (int i = 0; i < 3; i++) {
                int duration = rank == SLOW ? 100 : 300 + random.nextInt(200);
                boolean other = rank == 0 && step == 1 && i == 0;
                launched(events, "AllReduce_Sum_f32", start, 1_000 * i, duration)
                        .put("Collective name", "allreduce")
                        .put("Process Group Name", "1")
                        .put("Seq", 10 * step + i)
                        .put("In msg nelems", other ? 1_001 : 1_000 * (i + 1))
                        .put("Out msg nelems", other ? 1_001 : 1_000 * (i + 1));
            }
            if (rank != 3 || step < STEPS) {
                launched(events, "AllGather", start, 4_000, rank == SLOW ? 50 : 60 + random.nextInt(50))
                        .put("Collective name", "_allgather_base")
                        .put("Process Group Name", "2")
                        .put("In msg nelems", 500)
                        .put("Out msg nelems", 1_000);
            }
            launched(events, "SendRecv", start, 5_000, 20)
                    .put("Collective name", rank < 2 ? "send" : "recv")
                    .put("Process Group Name", "2")
                    .put("In msg nelems", 500)
                    .put("Out msg nelems", 500);
        }
        return root;
    }

    private static void group(ArrayNode groups, String name, IntStream ranks) {
        ObjectNode group =
                groups.addObject().put("pg_name", name).put("pg_desc", "pairs").put("pg_size", 2);
        ranks.forEach(group.putArray("ranks")::add);
    }

    private static ObjectNode event(ArrayNode events, String category, String name, int start, int duration) {
        return events.addObject()
                .put("ph", "X")
                .put("cat", category)
                .put("name", name)
                .put("pid", 1)
                .put("tid", 1)
                .put("ts", start)
                .put("dur", duration);
    }

    private static ObjectNode launched(ArrayNode events, String kernel, int step, int after, int duration) {
        int correlation = events.size() + 1;
        event(events, "cuda_runtime", "cudaLaunchKernel", step + after / 100, 1)
                .putObject("args")
                .put("correlation", correlation);
        return event(events, "kernel", "ncclDevKernel_" + kernel + "_RING_LL()", step + 100 + after, duration)
                .put("pid", 0)
                .put("tid", 7)
                .putObject("args")
                .put("device", 0)
                .put("stream", 7)
                .put("correlation", correlation)
                .put("Group size", 2)
                .put("dtype", "Float");
    }

    private static void assertIsWhatTheMembersSay(Path archive) throws SQLException {
        try (ArchiveTables tables = ArchiveTables.open(archive)) {
            assertThat(tables.query(DIFFERENCES)).isEmpty();
            assertThat(tables.query("select sum(events)::bigint as n from collective_stats"))
                    .isEqualTo(tables.query("select count(*) as n from communication"));
        }
    }

    private static List<CollectiveStats> rows(Path archive) throws IOException {
        List<CollectiveStats> rows = Archive.open(archive).collectives("job");
        rows.forEach(row -> row.setFinalMs(0));
        return rows;
    }

    @Test
    void theCollectivesOfFourRanksMeet() throws IOException, SQLException {
        ranks();
        Path archive = dir.resolve("archive");
        JsonNode report = JSON.readTree(DifferentialTest.run(
                "analyze", dir.resolve("job").toString(), "--out", archive.toString(), "--format", "json"));
        assertIsWhatTheMembersSay(archive);
        List<CollectiveStats> rows = rows(archive);
        assertThat(rows).extracting(CollectiveStats::getGroupRanks).contains("[0,1]", "[2,3]", "[0,2]", "[1,3]");
        assertThat(rows.stream().mapToLong(CollectiveStats::getIncompleteCount).sum())
                .isEqualTo(1);
        assertThat(rows.stream().mapToLong(CollectiveStats::getMismatchedCount).sum())
                .isEqualTo(1);
        assertThat(rows)
                .filteredOn(row -> "[2,3]".equals(row.getGroupRanks()))
                .isNotEmpty()
                .allMatch(row -> row.getLastRank() == SLOW && row.getLastCount() == row.getCompleteCount());
        JsonNode collectives = report.path("runs").path(0).path("collectives");
        assertThat(collectives).hasSize(rows.size());
        assertThat(collectives.path(0).path("busbw_gb_per_s").isNumber()).isTrue();
        assertThat(DifferentialTest.run("report", "--data", archive.toString(), "--full"))
                .contains("COLLECTIVES  (");
        assertThat(DifferentialTest.run("archive", "verify", "--data", archive.toString()))
                .startsWith("OK: ");
    }

    /** As a service: nobody says that the run ends, its last rank does. */
    @Test
    void theTopicAndTheArchiveSayTheSameAsOfflineWhateverTheOrderOfTheRanks() throws Exception {
        List<Path> files = ranks();
        DifferentialTest.analyze(dir.resolve("job"), dir.resolve("offline"));
        try (LiveRanks live = LiveRanks.start(dir)) {
            live.ingest(List.of(files.get(3), files.get(1), files.get(0), files.get(2)));
            List<CollectiveStats> rows = live.collectives();
            live.archive();
            rows.forEach(row -> row.setFinalMs(0));
            assertThat(rows(live.out())).isEqualTo(rows);
            assertThat(rows(dir.resolve("offline"))).isEqualTo(rows);
            assertIsWhatTheMembersSay(live.out());
        }
    }

    @Test
    void ranksThatWereAnalysedBeforeMeetThoseThatComeLater() throws IOException {
        List<Path> files = ranks();
        Path archive = dir.resolve("archive");
        DifferentialTest.analyze(files.get(0), archive);
        DifferentialTest.analyze(files.get(2), archive);
        assertThat(rows(archive)).isEmpty();
        DifferentialTest.analyze(dir.resolve("job"), archive);
        DifferentialTest.analyze(dir.resolve("job"), dir.resolve("at once"));
        assertThat(rows(archive)).isNotEmpty().isEqualTo(rows(dir.resolve("at once")));
    }
}
