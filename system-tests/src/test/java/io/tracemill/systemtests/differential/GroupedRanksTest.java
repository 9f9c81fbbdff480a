package io.tracemill.systemtests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.storage.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kineto traces that describe their process groups: eight ranks in two stages of two groups of two each. */
class GroupedRanksTest {

    private static final int RANKS = 8;
    private static final int STEPS = 12;
    private static final int STEP_MICROS = 1_000;
    private static final int COMPUTING_MICROS = 600;
    private static final int ALLREDUCE_MICROS = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path dir;

    /** Rank that computes longer, and group whose collectives take longer, by 100 us. */
    private record Fault(int slowRank, int slowGroup) {}

    private List<SlowRankFinding> findings(Fault fault, boolean describesStages) throws IOException {
        Path run = Files.createDirectories(dir.resolve("job"));
        for (int rank = 0; rank < RANKS; rank++) {
            JSON.writeValue(run.resolve("rank" + rank + ".json").toFile(), trace(rank, fault, describesStages));
        }
        Path archive = dir.resolve("archive");
        DifferentialTest.analyze(run, archive);
        Archive reader = Archive.open(archive);
        return reader.slowRanks(reader.rankSpread("job").get(0));
    }

    private static ObjectNode trace(int rank, Fault fault, boolean describesStages) {
        ObjectNode root = JSON.createObjectNode().put("schemaVersion", 1).put("num_microbatches", "4");
        ObjectNode distributed =
                root.putObject("distributedInfo").put("rank", rank).put("world_size", RANKS);
        ArrayNode groups = distributed.putArray("pg_config");
        group(groups, 1, "mesh_tp", IntStream.of(rank - rank % 2, rank - rank % 2 + 1));
        if (describesStages) {
            group(groups, 2, "mesh_pp", IntStream.of(rank % 4, rank % 4 + 4));
        }
        ArrayNode events = root.putArray("traceEvents");
        for (int step = 1; step <= STEPS; step++) {
            int start = step * STEP_MICROS;
            event(events, "user_annotation", "ProfilerStep#" + step, start, STEP_MICROS);
            int computing = COMPUTING_MICROS + (rank == fault.slowRank ? 100 : 0);
            launched(events, "gemm", start, 2, computing);
            int allreduce = ALLREDUCE_MICROS + (rank / 2 == fault.slowGroup ? 100 : 0);
            launched(events, "ncclDevKernel_AllReduce_Sum_f32_RING_LL", start, 702, allreduce)
                    .put("Collective name", "allreduce")
                    .put("Process Group Name", "1")
                    .put("Group size", 2);
            boolean first = rank < RANKS / 2;
            launched(events, "ncclDevKernel_SendRecv", start, 902, 50)
                    .put("Collective name", first ? "send" : "recv")
                    .put("Process Group Name", "2")
                    .put(first ? "Dst Rank" : "Src Rank", first ? rank + 4 : rank - 4);
        }
        return root;
    }

    private static void group(ArrayNode groups, int name, String description, IntStream ranks) {
        ObjectNode group = groups.addObject()
                .put("pg_name", Integer.toString(name))
                .put("pg_desc", description)
                .put("pg_size", 2);
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

    /** Adds a kernel that was launched at the start of its step, so the device is never idle because of the host. */
    private static ObjectNode launched(ArrayNode events, String kernel, int step, int after, int duration) {
        int correlation = events.size();
        event(events, "cuda_runtime", "cudaLaunchKernel", step, 1)
                .putObject("args")
                .put("correlation", correlation);
        return event(events, "kernel", kernel, step + after, duration)
                .put("pid", 0)
                .put("tid", 7)
                .putObject("args")
                .put("device", 0)
                .put("stream", 7)
                .put("correlation", correlation);
    }

    private static List<String> texts(List<SlowRankFinding> findings) {
        return findings.stream()
                .map(row -> row.getKind() + " " + row.getRanks() + " " + row.getCollective() + " " + row.getGroups()
                        + " guessed: " + row.getGuessed())
                .toList();
    }

    @Test
    void aSlowRankIsComparedWithItsStage() throws IOException {
        List<SlowRankFinding> findings = findings(new Fault(5, -1), true);
        assertThat(texts(findings)).containsExactly("SLOW_COMPUTE [5] null [] guessed: false");
        assertThat(findings.get(0).getSlowdownIdeal())
                .as("stages, microbatches and groups are known")
                .isNotNull();
    }

    @Test
    void aSlowLinkIsNamedByTheRanksOfItsGroup() throws IOException {
        assertThat(texts(findings(new Fault(-1, 2), true)))
                .containsExactly("SLOW_LINK [] mesh_tp [4-5] guessed: false");
    }

    @Test
    void withoutStagesTransfersTellTheFirstAndTheLast() throws IOException {
        List<SlowRankFinding> findings = findings(new Fault(5, -1), false);
        assertThat(texts(findings)).containsExactly("SLOW_COMPUTE [5] null [] guessed: false");
        assertThat(findings.get(0).getSlowdownIdeal()).isNull();
    }
}
