package io.tracemill.systemtests.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracemill.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that differ by what a test put into them, from trace to verdict. */
class DiffTest {

    private static final int STEPS = 21;
    private static final double NOISE = 0.1;

    @TempDir
    static Path dir;

    private static ComparedRuns runs;

    @BeforeAll
    static void write() throws IOException {
        runs = new ComparedRuns(dir);
        runs.add("steady", STEPS, (rank, step, operator) -> 100_000);
        runs.add("slower", STEPS, (rank, step, operator) -> operator.equals("aten::mm") ? 120_000 : 100_000);
        runs.add(
                "slower-on-1",
                STEPS,
                (rank, step, operator) -> rank == 1 && operator.equals("aten::mm") ? 150_000 : 100_000);
        for (int i = 0; i < 4; i++) {
            Random random = new Random(i);
            runs.add("noisy" + i, STEPS, (rank, step, operator) -> ComparedRuns.noisy(random, 100_000, NOISE));
        }
        Random random = new Random(99);
        runs.add(
                "noisy-slower",
                STEPS,
                (rank, step, operator) ->
                        ComparedRuns.noisy(random, operator.equals("aten::mm") ? 150_000 : 100_000, NOISE));
        runs.add(
                "renamed",
                List.of("aten::matmul", "aten::add", "aten::relu", "c10d::allreduce_"),
                STEPS,
                (rank, step, operator) -> operator.equals("aten::matmul") ? 120_000 : 100_000);
        runs.add("hiccup", STEPS, (rank, step, operator) -> step == 7 ? 5_000_000 : 100_000);
        runs.add("short", 1, (rank, step, operator) -> 100_000);
    }

    @Test
    void aRunIsTheSameAsItself() throws IOException {
        for (List<String> question : List.of(List.of("steady", "0"), List.of("noisy0", "20%"))) {
            CommandLineRun diff = runs.diff(question.get(0), question.get(0), "--fail-above", question.get(1));
            assertThat(diff.code()).as(diff.err()).isZero();
            assertThat(runs.json(diff).path("gate").asText()).isEqualTo("passed");
            assertThat(runs.called(diff)).isEmpty();
        }
        assertThat(CommandLineRun.of("diff", "--data", runs.archive().toString(), "steady", "steady")
                        .out())
                .contains("WARNING: Both sides are the same run.");
    }

    @Test
    void aSlowedKernelIsCalledWithItsPercentage() throws IOException {
        CommandLineRun diff = runs.diff("steady", "slower", "--fail-above", "5%");

        assertThat(diff.code()).isEqualTo(4);
        assertThat(diff.err())
                .isEqualTo("tracemill diff: slower by more than 5 %: aten::mm (+20.0 %, at least +20.0 %), "
                        + "kernel aten::mm_kernel (+20.0 %, at least +20.0 %)\n");
        JsonNode change = runs.change(diff, "operator", "aten::mm");
        assertThat(change.path("change_pct").asDouble()).isEqualTo(20.0);
        assertThat(change.path("before").path("mean_ns").asDouble()).isEqualTo(100_000);
        assertThat(change.path("before").path("share_pct").asDouble()).isEqualTo(25.0);
        assertThat(change.path("after").path("share_pct").asDouble()).isBetween(28.57, 28.58);
        assertThat(change.path("before").path("samples").asInt()).isEqualTo(STEPS - 1);
        assertThat(runs.called(diff)).contains("aten::mm slower").noneMatch(call -> call.startsWith("aten::add"));
        assertThat(runs.diff("steady", "slower", "--fail-above", "25%").code()).isZero();
        assertThat(runs.diff("slower", "steady", "--fail-above", "5%").code()).isZero();
        assertThat(runs.called(runs.diff("slower", "steady"))).contains("aten::mm faster");
    }

    @Test
    void anOperatorIsToldApartByItsDevice() throws IOException {
        CommandLineRun diff = runs.diff("steady", "slower-on-1", "--by-device", "--fail-above", "5%");

        assertThat(diff.code()).isEqualTo(4);
        assertThat(diff.err())
                .isEqualTo("tracemill diff: slower by more than 5 %: step (+11.8 %, at least +11.8 %), "
                        + "device time (+6.3 %, at least +6.3 %), aten::mm @ 1/1 (+50.0 %, at least +50.0 %), "
                        + "1/1 (+11.8 %, at least +11.8 %)\n");
        JsonNode other = runs.change(diff, "operator", "aten::mm @ 0/0");
        assertThat(other.path("verdict").asText()).isEqualTo("not_proven");
        assertThat(other.path("before").path("samples").asInt()).isEqualTo(STEPS - 1);
        assertThat(runs.change(diff, "operator", "aten::mm @ 1/1")
                        .path("before")
                        .path("share_pct")
                        .asDouble())
                .isEqualTo(25.0);
        assertThat(runs.change(runs.diff("steady", "slower-on-1"), "operator", "aten::mm")
                        .path("change_pct")
                        .asDouble())
                .isEqualTo(25.0);
        assertThat(runs.diff("steady", "short", "--by-device").err())
                .isEqualTo(
                        "tracemill: " + runs.archive()
                                + ": --by-device needs at least two complete steps in each run, with all of their spans written\n");
    }

    @Test
    void noiseIsNotCalled() throws IOException {
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                CommandLineRun diff = runs.diff("noisy" + i, "noisy" + j, "--fail-above", "0");
                assertThat(runs.called(diff)).isEmpty();
                assertThat(diff.code()).as(diff.err()).isEqualTo(5);
            }
        }
        assertThat(runs.change(runs.diff("noisy0", "noisy1"), "operator", "aten::mm")
                        .path("before")
                        .path("variation_pct")
                        .asDouble())
                .isBetween(4.0, 12.0);
    }

    @Test
    void aChangeWellAboveTheNoiseIsCalled() throws IOException {
        CommandLineRun diff = runs.diff("noisy0", "noisy-slower", "--fail-above", "5%");

        assertThat(diff.code()).isEqualTo(4);
        assertThat(runs.called(diff)).contains("aten::mm slower").noneMatch(call -> call.startsWith("aten::add"));
        assertThat(runs.change(diff, "operator", "aten::mm").path("change_pct").asDouble())
                .isBetween(40.0, 60.0);
    }

    @Test
    void oneStepThatStandsOutIsSetAside() throws IOException {
        CommandLineRun diff = runs.diff("steady", "hiccup", "--fail-above", "5%");

        assertThat(diff.code()).as(diff.err()).isZero();
        JsonNode after = runs.change(diff, "operator", "aten::mm").path("after");
        assertThat(after.path("outliers").asInt()).isOne();
        assertThat(after.path("mean_ns").asDouble()).isEqualTo(100_000);
    }

    @Test
    void tooFewSamplesAreSaidToBeSo() throws IOException {
        CommandLineRun diff = runs.diff("steady", "short", "--fail-above", "5%");

        assertThat(diff.code()).isEqualTo(5);
        assertThat(diff.err())
                .startsWith(
                        "tracemill diff: it cannot be decided what is slower by more than 5 %: trace (too few samples),"
                                + " device time (too few samples), ")
                .endsWith("; noise is not known of what has fewer than two traces in a run\n");
        assertThat(runs.json(diff).path("samples").asText()).isEqualTo("trace");
        assertThat(runs.change(diff, "device", "0/0").path("verdict").asText()).isEqualTo("unknown");
    }

    @Test
    void aMissingRunIsNamedWithThoseThereAre() {
        CommandLineRun diff = runs.diff("steady", "stedy");

        assertThat(diff.code()).isEqualTo(1);
        assertThat(diff.err())
                .isEqualTo("tracemill: " + runs.archive()
                        + ": no run \"stedy\"; runs: hiccup, noisy-slower, noisy0, noisy1, "
                        + "noisy2, noisy3, renamed, short, slower, slower-on-1, steady\n");
    }

    @Test
    void theTableSaysWhatChanged() {
        CommandLineRun diff = CommandLineRun.of("diff", "steady", "slower", "--data", runs.archive());

        assertThat(diff.out()).startsWith("""
                        steady (20 steps) -> slower (20 steps)
                          Step 425 us -> 445 us, +4.7 %, significant.
                          Device time 400 us -> 420 us, +5.0 %, significant.
                          A change is called slower or faster only if chance explains it in less than 1 of 100 comparisons of runs; 0 outliers
                            set aside.

                        OPERATORS  (device time per step and device; share of all device time)
                          operator          before     +-   after     +-   change  verdict      share  found in 8 of 10  points
                          aten::mm          100 us  0.0 %  120 us  0.0 %  +20.0 %  slower      28.6 %            +0.0 %    +3.6
                          aten::add         100 us  0.0 %  100 us  0.0 %   +0.0 %  not proven  23.8 %            +0.0 %    -1.2
                        """);
    }

    @Test
    void whatBecameSlowerUnderAnotherNameIsFound() throws IOException {
        CommandLineRun diff = runs.diff("steady", "renamed", "--fail-above", "5%");

        assertThat(diff.code()).isEqualTo(4);
        assertThat(diff.err()).contains("replaced operators (+20.0 %, at least +20.0 %)");
        assertThat(runs.change(diff, "operator", "aten::matmul").path("verdict").asText())
                .isEqualTo("new");
        assertThat(runs.change(diff, "operator", "aten::mm").path("verdict").asText())
                .isEqualTo("gone");
    }

    @Test
    void aRunOfOneDayAndASingleTraceCanBeCompared() throws IOException {
        String trace = CommandLineRun.of(
                        "query",
                        "--data",
                        runs.archive(),
                        "--format",
                        "csv",
                        "select trace_id from traces where run = 'slower' and rank = 0")
                .out()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
        CommandLineRun diff = runs.diff("steady@2026-01-05", trace, "--fail-above", "5%");

        assertThat(diff.code()).as(diff.err()).isEqualTo(4);
        assertThat(runs.change(diff, "operator", "aten::mm").path("change_pct").asDouble())
                .isEqualTo(20.0);
        assertThat(runs.diff("steady@2026-01-06", "slower").err())
                .isEqualTo("tracemill: " + runs.archive()
                        + ": run \"steady\" has no trace of \"2026-01-06\"; dates: 2026-01-05\n");
    }
}
