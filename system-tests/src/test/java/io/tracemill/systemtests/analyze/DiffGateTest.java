package io.tracemill.systemtests.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gate says of runs whose steps vary. */
class DiffGateTest {

    private static final int STEPS = 21;

    @TempDir
    static Path dir;

    private static ComparedRuns runs;

    @BeforeAll
    static void write() throws IOException {
        runs = new ComparedRuns(dir);
        runs.add("steady", STEPS, (rank, step, operator) -> 100_000);
        runs.add("slower", STEPS, (rank, step, operator) -> operator.equals("aten::mm") ? 120_000 : 100_000);
        for (int i = 0; i < 2; i++) {
            Random random = new Random(i);
            runs.add("noisy" + i, STEPS, (rank, step, operator) -> ComparedRuns.noisy(random, 100_000, 0.1));
        }
        uneven("uneven", 100, 1);
        uneven("uneven-again", 101, 1);
        uneven("uneven-slower", 102, 1.3);
    }

    /** All steps vary together, so that the other runs of the same noise say little about each measure. */
    @Test
    void everyProductThatIsSlowerInNoisyStepsFailsTheGate() throws IOException {
        CommandLineRun diff = runs.diff("uneven", "uneven-slower", "--fail-above", "5%");

        assertThat(diff.code()).as(diff.err()).isEqualTo(4);
        assertThat(runs.diff("uneven", "uneven-again", "--fail-above", "5%").code())
                .isEqualTo(5);
        assertThat(runs.called(runs.diff("uneven", "uneven-again"))).isEmpty();
    }

    @Test
    void aGateThatCannotDecideSaysHowManyStepsItTakes() throws IOException {
        CommandLineRun diff = runs.diff("noisy0", "noisy1", "--fail-above", "5%");

        assertThat(diff.code()).isEqualTo(5);
        assertThat(diff.err())
                .contains(" would be found in 8 of 10 comparisons")
                .contains("steps in each run would decide");
        assertThat(runs.json(diff).path("gate").asText()).isEqualTo("undecided");
        assertThat(runs.json(diff).path("samples_needed").asInt()).isBetween(STEPS, 400);
        assertThat(runs.change(diff, "operator", "aten::mm")
                        .path("detectable_pct")
                        .asDouble())
                .isBetween(5.0, 30.0);
    }

    @Test
    void theSummaryInMarkdownSaysWhatChanged() {
        CommandLineRun diff = CommandLineRun.of(
                "diff", "steady", "slower", "--data", runs.archive(), "--fail-above", "5%", "--format", "markdown");

        assertThat(diff.out()).startsWith("""
                        ### `steady` → `slower`

                        - **Step""").contains("""
                        **Gate at 5 %.** Failed: slower by more than 5 %.

                        | | before | after | change | at least | at most | found in 8 of 10 | share | |
                        |---|--:|--:|--:|--:|--:|--:|--:|---|
                        | operator `aten::mm` | 100 us | 120 us | +20.0 % | +20.0 % | +20.0 % | +0.0 % | 28.6 % | slower |
                        | kernel `aten::mm_kernel` | 100 us | 120 us | +20.0 % | +20.0 % | +20.0 % | +0.0 % | 28.6 % | slower |
                        """);
    }

    /** Steps that vary as a whole by 15 %, in which products take so many times as long. */
    private static void uneven(String name, int seed, double slowdown) throws IOException {
        Random random = new Random(seed);
        long[] lengths = random.ints(2 * STEPS)
                .mapToLong(any -> ComparedRuns.noisy(random, 100_000, 0.15))
                .toArray();
        runs.add(name, 2 * STEPS, (rank, step, operator) ->
                (long) (lengths[step] * (operator.equals("aten::mm") ? slowdown : 1)));
    }
}
