package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.schemas.PipelinePosition;
import io.tracemill.schemas.RankGroup;
import io.tracemill.schemas.RankStep;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.SlowRankKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Findings about generated runs with known faults, against those of the reference implementation of the rule. The runs
 * are fed as the records of their ranks, in random order. {@code -Dtracemill.slowrank.runs} and
 * {@code -Dtracemill.slowrank.seed} set how many runs there are of each fault, and the seed. How many are right is in
 * {@code target/slow-rank-scores.txt}.
 */
class SlowRankOracleTest {

    private static final int RUNS = Integer.getInteger("tracemill.slowrank.runs", 2);
    private static final int SEED = Integer.getInteger("tracemill.slowrank.seed", 2001);
    private static final List<String> MODES = List.of("stages", "positions", "neither");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SlowRankScores scores = new SlowRankScores();

    @Test
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void everyFindingIsThatOfTheReference() throws Exception {
        Path folder = Path.of(System.getenv("TRACEMILL_CORPUS")).resolveSibling("straggler");
        assumeTrue(Files.isRegularFile(folder.resolve("slowrank_oracle.py")), "there is no " + folder);
        assumeTrue(hasNumpy(), "there is no python3 with numpy");
        Path program = Path.of("src/test/resources/slow-rank-runs.py").toAbsolutePath();
        Process process = new ProcessBuilder("python3", program.toString(), folder.toString(), "" + SEED, "" + RUNS)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int runs = 0;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                check(JSON.readTree(line), new Random(runs++));
            }
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(runs).isEqualTo(13 * RUNS);
        Files.writeString(
                Path.of("target/slow-rank-scores.txt"),
                "seed " + SEED + ", " + RUNS + " runs of each fault\n" + scores);
        scores.check();
    }

    private static boolean hasNumpy() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("python3", "-c", "import numpy")
                    .redirectErrorStream(true)
                    .start();
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void check(JsonNode run, Random random) {
        for (String mode : MODES) {
            List<RankSteps> ranks = new ArrayList<>();
            run.path("ranks")
                    .forEach(rank -> ranks.add(record(
                            rank,
                            mode,
                            run.path("microbatches").asInt(),
                            run.path("ranks").size())));
            Collections.shuffle(ranks, random);
            List<SlowRankFinding> findings;
            try (RankRun topology = new RankRun(Map.of())) {
                topology.send(ranks.toArray(RankSteps[]::new));
                findings = topology.findings();
            }
            JsonNode verdict = run.path("verdicts").path(mode);
            String what = run.path("truth").path("run").asText() + ", " + mode;
            assertThat(texts(findings)).as(what).isEqualTo(said(verdict));
            SlowRankFinding first = findings.get(0);
            assertThat(first.getSteps())
                    .as(what)
                    .isEqualTo(verdict.path("steps").asInt());
            assertThat(first.getSlowdownBalanced())
                    .as(what)
                    .isEqualTo(verdict.path("balanced").asInt() / 1000.0);
            assertThat(first.getSlowdownIdeal())
                    .as(what)
                    .isEqualTo(
                            verdict.path("ideal").isNull()
                                    ? null
                                    : verdict.path("ideal").asInt() / 1000.0);
            scores.add(mode, run.path("truth"), findings);
        }
    }

    private static RankSteps record(JsonNode rank, String mode, int microbatches, int ranks) {
        List<RankGroup> groups = new ArrayList<>();
        rank.path("groups")
                .forEach(group -> groups.add(
                        new RankGroup(group.path(0).asText(), group.path(1).asText())));
        List<RankStep> steps = new ArrayList<>();
        rank.path("times").forEach(times -> steps.add(step(steps.size(), times)));
        return RankSteps.newBuilder()
                .setRun("run")
                .setDate("2026-03-01")
                .setTraceId("trace-" + rank.path("rank").asInt())
                .setNode(rank.path("host").asText())
                .setRank(rank.path("rank").asInt())
                .setWorldSize(ranks)
                .setStage(mode.equals("stages") ? rank.path("stage").asInt() : null)
                .setPosition(
                        mode.equals("neither")
                                ? null
                                : PipelinePosition.valueOf(rank.path("position").asText()))
                .setMicrobatches(microbatches)
                .setGroups(groups)
                .setSteps(steps)
                .build();
    }

    private static RankStep step(int number, JsonNode times) {
        List<Long> groups = new ArrayList<>();
        for (int i = 4; i < times.size(); i++) {
            groups.add(times.path(i).asLong());
        }
        return RankStep.newBuilder()
                .setStep(number)
                .setTruncated(false)
                .setTotalNs(times.path(0).asLong())
                .setComputingNs(times.path(1).asLong())
                .setCommunicationNs(0)
                .setExposedCommunicationNs(0)
                .setIdleNs(0)
                .setHostNs(times.path(2).asLong())
                .setInputNs(times.path(3).asLong())
                .setGroupNs(groups)
                .build();
    }

    private static List<String> said(JsonNode verdict) {
        List<String> findings = new ArrayList<>();
        verdict.path("findings").forEach(finding -> findings.add(finding.asText()));
        return findings;
    }

    /** Findings in their order; minor ones, whose order the reference leaves open, sorted. */
    private static List<String> texts(List<SlowRankFinding> findings) {
        List<String> texts = new ArrayList<>();
        List<String> minor = new ArrayList<>();
        for (SlowRankFinding finding : findings) {
            if (finding.getKind() != SlowRankKind.NONE) {
                (finding.getMinor() ? minor : texts).add(text(finding));
            }
        }
        Collections.sort(minor);
        texts.addAll(minor);
        return texts;
    }

    private static String text(SlowRankFinding row) {
        List<Object> words = new ArrayList<>();
        words.add(row.getKind());
        words.add(row.getRanks());
        words.add(row.getHost());
        words.add(row.getPart());
        words.add(row.getStage());
        words.add(row.getStageRanks());
        words.add(row.getCollective());
        words.add(new TreeSet<>(row.getGroups()));
        words.add(Math.round(10 * row.getCostPct()));
        words.add(row.getHits());
        words.add(row.getConfidence());
        words.add(row.getMinor() ? "minor" : "major");
        words.add(row.getTransient$() ? "transient" : "lasting");
        return String.join(
                " ",
                words.stream()
                        .map(word -> word == null ? "None" : word.toString().replace(" ", ""))
                        .toList());
    }
}
