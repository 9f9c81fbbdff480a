package io.tracemill.systemtests.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.systemtests.StepTraces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that differ by what a test put into them, from trace to verdict. */
class DiffTest {

    private static final List<String> OPERATORS = List.of("aten::mm", "aten::add", "aten::relu", "c10d::allreduce_");
    private static final int STEPS = 21;
    private static final double NOISE = 0.1;

    @TempDir
    static Path dir;

    @BeforeAll
    static void runs() throws IOException {
        run("steady", STEPS, (rank, step, operator) -> 100_000);
        run("slower", STEPS, (rank, step, operator) -> operator.equals("aten::mm") ? 120_000 : 100_000);
        run(
                "slower-on-1",
                STEPS,
                (rank, step, operator) -> rank == 1 && operator.equals("aten::mm") ? 150_000 : 100_000);
        for (int i = 0; i < 4; i++) {
            Random random = new Random(i);
            run("noisy" + i, STEPS, (rank, step, operator) -> noisy(random, 100_000));
        }
        Random random = new Random(99);
        run(
                "noisy-slower",
                STEPS,
                (rank, step, operator) -> noisy(random, operator.equals("aten::mm") ? 150_000 : 100_000));
        run("hiccup", STEPS, (rank, step, operator) -> step == 7 ? 5_000_000 : 100_000);
        run("short", 1, (rank, step, operator) -> 100_000);
    }

    @Test
    void aRunIsTheSameAsItself() throws IOException {
        for (String run : List.of("steady", "noisy0")) {
            CommandLineRun diff = diff(run, run, "--fail-above", "0");
            assertThat(diff.code()).as(diff.err()).isZero();
            assertThat(called(diff)).isEmpty();
        }
    }

    @Test
    void aSlowedKernelIsCalledWithItsPercentage() throws IOException {
        CommandLineRun diff = diff("steady", "slower", "--fail-above", "5%");

        assertThat(diff.code()).isEqualTo(4);
        assertThat(diff.err()).isEqualTo("tracemill diff: slower by more than 5 %: aten::mm (+20.0 %)\n");
        JsonNode change = change(diff, "operator", "aten::mm");
        assertThat(change.path("change_pct").asDouble()).isEqualTo(20.0);
        assertThat(change.path("before").path("mean_ns").asDouble()).isEqualTo(100_000);
        assertThat(change.path("before").path("share_pct").asDouble()).isEqualTo(25.0);
        assertThat(change.path("after").path("share_pct").asDouble()).isBetween(28.57, 28.58);
        assertThat(change.path("before").path("samples").asInt()).isEqualTo(STEPS - 1);
        assertThat(called(diff)).contains("aten::mm slower").noneMatch(call -> call.startsWith("aten::add"));
        assertThat(diff("steady", "slower", "--fail-above", "25%").code()).isZero();
        assertThat(diff("slower", "steady", "--fail-above", "5%").code()).isZero();
        assertThat(called(diff("slower", "steady"))).contains("aten::mm faster");
    }

    @Test
    void anOperatorIsToldApartByItsDevice() throws IOException {
        CommandLineRun diff = diff("steady", "slower-on-1", "--by-device", "--fail-above", "5%");

        assertThat(diff.code()).isEqualTo(4);
        assertThat(diff.err())
                .isEqualTo("tracemill diff: slower by more than 5 %: aten::mm @ 1/1 (+50.0 %), 1/1 (+11.8 %)\n");
        JsonNode other = change(diff, "operator", "aten::mm @ 0/0");
        assertThat(other.path("verdict").asText()).isEqualTo("same");
        assertThat(other.path("before").path("samples").asInt()).isEqualTo(STEPS - 1);
        assertThat(change(diff, "operator", "aten::mm @ 1/1")
                        .path("before")
                        .path("share_pct")
                        .asDouble())
                .isEqualTo(25.0);
        assertThat(change(diff("steady", "slower-on-1"), "operator", "aten::mm")
                        .path("change_pct")
                        .asDouble())
                .isEqualTo(25.0);
        assertThat(diff("steady", "short", "--by-device").err())
                .isEqualTo(
                        "tracemill: " + archive()
                                + ": --by-device needs at least two complete steps in each run, with all of their spans written\n");
    }

    @Test
    void noiseIsNotCalled() throws IOException {
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                CommandLineRun diff = diff("noisy" + i, "noisy" + j, "--fail-above", "0");
                assertThat(diff.code()).as(diff.err()).isZero();
                assertThat(called(diff)).isEmpty();
            }
        }
        assertThat(change(diff("noisy0", "noisy1"), "operator", "aten::mm")
                        .path("before")
                        .path("variation_pct")
                        .asDouble())
                .isBetween(4.0, 12.0);
    }

    @Test
    void aChangeWellAboveTheNoiseIsCalled() throws IOException {
        CommandLineRun diff = diff("noisy0", "noisy-slower", "--fail-above", "5%");

        assertThat(diff.code()).isEqualTo(4);
        assertThat(called(diff)).contains("aten::mm slower").noneMatch(call -> call.startsWith("aten::add"));
        assertThat(change(diff, "operator", "aten::mm").path("change_pct").asDouble())
                .isBetween(40.0, 60.0);
    }

    @Test
    void oneStepThatStandsOutIsSetAside() throws IOException {
        CommandLineRun diff = diff("steady", "hiccup", "--fail-above", "5%");

        assertThat(diff.code()).as(diff.err()).isZero();
        JsonNode after = change(diff, "operator", "aten::mm").path("after");
        assertThat(after.path("outliers").asInt()).isOne();
        assertThat(after.path("mean_ns").asDouble()).isEqualTo(100_000);
    }

    @Test
    void tooFewSamplesAreSaidToBeSo() throws IOException {
        CommandLineRun diff = diff("steady", "short", "--fail-above", "5%");

        assertThat(diff.code()).isZero();
        assertThat(new ObjectMapper().readTree(diff.out()).path("samples").asText())
                .isEqualTo("trace");
        assertThat(change(diff, "device", "0/0").path("verdict").asText()).isEqualTo("unknown");
    }

    @Test
    void aMissingRunIsNamedWithThoseThereAre() {
        CommandLineRun diff = diff("steady", "stedy");

        assertThat(diff.code()).isEqualTo(1);
        assertThat(diff.err())
                .isEqualTo(
                        "tracemill: " + archive() + ": no run \"stedy\"; runs: hiccup, noisy-slower, noisy0, noisy1, "
                                + "noisy2, noisy3, short, slower, slower-on-1, steady\n");
    }

    @Test
    void theTableSaysWhatChanged() {
        CommandLineRun diff = CommandLineRun.of("diff", "steady", "slower", "--data", archive());

        assertThat(diff.out()).startsWith("""
                        steady (20 steps) -> slower (20 steps)
                          A change is called slower or faster only if chance explains it in less than 1 of 100 comparisons of runs; 0 outliers
                            set aside.

                        OPERATORS  (device time per step and device; share of all device time)
                          operator          before     +-   after     +-   change   share  change  verdict
                          aten::mm          100 us  0.0 %  120 us  0.0 %  +20.0 %  28.6 %    +3.6  slower
                          aten::add         100 us  0.0 %  100 us  0.0 %   +0.0 %  23.8 %    -1.2
                        """);
    }

    private static long noisy(Random random, long nanos) {
        return Math.max(1_000, Math.round(nanos * (1 + NOISE * random.nextGaussian())));
    }

    private static void run(String name, int steps, StepTraces.Nanos nanos) throws IOException {
        Path traces = new StepTraces(OPERATORS, steps, nanos).write(dir.resolve(name), 2);
        CommandLineRun analyze = CommandLineRun.of("analyze", traces.toString(), "--out", archive(), "--quiet");
        assertThat(analyze.code()).as(analyze.err()).isZero();
    }

    private static CommandLineRun diff(String before, String after, String... more) {
        String[] args = {"diff", before, after, "--data", archive(), "--format", "json"};
        String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return CommandLineRun.of(all);
    }

    private static JsonNode change(CommandLineRun diff, String key, String name) throws IOException {
        for (JsonNode change : new ObjectMapper().readTree(diff.out()).path("changes")) {
            if (change.path(key).asText().equals(name)) {
                return change;
            }
        }
        throw new AssertionError("no " + key + " " + name + " in " + diff.out());
    }

    private static List<String> called(CommandLineRun diff) throws IOException {
        List<String> called = new java.util.ArrayList<>();
        for (JsonNode change : new ObjectMapper().readTree(diff.out()).path("changes")) {
            String verdict = change.path("verdict").asText();
            if (verdict.equals("slower") || verdict.equals("faster")) {
                called.add(change.path("operator").asText(change.path("device").asText()) + " " + verdict);
            }
        }
        return called;
    }

    private static String archive() {
        return dir.resolve("archive").toString();
    }
}
