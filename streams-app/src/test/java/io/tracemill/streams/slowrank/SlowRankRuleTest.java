package io.tracemill.streams.slowrank;

import static io.tracemill.schemas.PipelinePosition.FIRST;
import static io.tracemill.schemas.PipelinePosition.LAST;
import static io.tracemill.schemas.PipelinePosition.MIDDLE;
import static io.tracemill.streams.slowrank.Component.COMPUTING;
import static io.tracemill.streams.slowrank.Component.HOST;
import static io.tracemill.streams.slowrank.Component.INPUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.SlowRankKind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Costs are in permille of the step, which takes 1 ms: 100 us are 100. */
class SlowRankRuleTest {

    private static final int STEPS = 20;

    /** Findings, then minor ones: kind, ranks, what it is about, cost, hits and confidence. */
    private static List<String> found(Verdict verdict) {
        return Stream.concat(verdict.findings().stream(), verdict.minor().stream())
                .map(finding -> text(finding) + " " + verdict.confidence(finding) + (finding.isMinor() ? " minor" : ""))
                .toList();
    }

    private static String text(Finding finding) {
        Finding.Place place = finding.place();
        String about = place.host() != null
                ? place.host() + " " + place.part()
                : place.collective() != null
                        ? place.collective() + " " + place.groups()
                        : place.stageRanks().isEmpty() ? "" : place.stage() + " " + place.stageRanks();
        return String.join(
                        " ",
                        finding.kind().name(),
                        finding.ranks().toString(),
                        about,
                        "" + finding.costPermille(),
                        "" + finding.hits())
                .replace("  ", " ");
    }

    private static List<String> found(RunBuilder run) {
        return found(run.run(STEPS).verdict());
    }

    @Test
    void evenRanksHaveNoFinding() {
        Verdict verdict = new RunBuilder(8).run(STEPS).verdict();
        assertThat(found(verdict)).isEmpty();
        assertThat(verdict.kind()).isEqualTo(SlowRankKind.NONE);
        assertThat(verdict.steps()).isEqualTo(STEPS);
        assertThat(verdict.slowdownBalanced()).isEqualTo(1_000);
    }

    @Test
    void aRankIsSlowInComputingInWaitingForTheHostOrForData() {
        assertThat(found(new RunBuilder(8).longer(COMPUTING, 3, 100))).containsExactly("SLOW_COMPUTE [3] 100 20 HIGH");
        assertThat(found(new RunBuilder(8).longer(HOST, 5, 50))).containsExactly("SLOW_HOST [5] 50 20 HIGH");
        assertThat(found(new RunBuilder(8).longer(INPUT, 0, 40))).containsExactly("SLOW_INPUT [0] 40 20 HIGH");
    }

    @Test
    void aRankWithTwoKindsOfExcessHasTheKindThatWeighsMore() {
        assertThat(found(new RunBuilder(8).longer(COMPUTING, 3, 40).longer(HOST, 3, 60)))
                .containsExactly("SLOW_HOST [3] 100 20 HIGH");
    }

    @Test
    void twoSlowRanksAreNamedButNoneWithLessThanHalfTheExcessOfTheWorst() {
        assertThat(found(new RunBuilder(8).longer(COMPUTING, 3, 100).longer(COMPUTING, 6, 60)))
                .containsExactly("SLOW_COMPUTE [3, 6] 100 20 HIGH");
        assertThat(found(new RunBuilder(8).longer(COMPUTING, 3, 100).longer(COMPUTING, 6, 40)))
                .containsExactly("SLOW_COMPUTE [3] 60 20 HIGH");
    }

    @Test
    void aHostIsSlowIfThreeQuartersOfItsRanksAre() {
        RunBuilder run = new RunBuilder(12).hosts("a", "a", "a", "a", "b", "b", "b", "b", "c", "c", "c", "c");
        run.longer(COMPUTING, 4, 100).longer(COMPUTING, 5, 100).longer(COMPUTING, 6, 100);
        assertThat(found(run)).containsExactly("SLOW_NODE [4, 5, 6, 7] b SLOW_COMPUTE 100 20 HIGH");
    }

    @Test
    void aLinkIsSlowIfEvenTheLastToArriveWaits() {
        RunBuilder run = new RunBuilder(8).collectives("dp", "a", "a", "b", "b", "c", "c", "d", "d");
        assertThat(found(run.run(STEPS, "c", 100).verdict())).containsExactly("SLOW_LINK [] dp [c] 100 20 HIGH");
        RunBuilder two = new RunBuilder(4).collectives("dp", "a", "a", "b", "b");
        assertThat(found(two.run(STEPS, "b", 100).verdict()))
                .as("two groups cannot tell which of them is slow")
                .isEmpty();
    }

    @Test
    void aStageWithMoreComputingIsImbalancedAndBlamesNoRank() {
        RunBuilder run = new RunBuilder(8).stages(0, 0, 1, 1, 2, 2, 3, 3).microbatches(4);
        run.longer(COMPUTING, 6, 400).longer(COMPUTING, 7, 400);
        // 400 over three stages of 0 is 300 over the mean, of which three of four microbatches count
        assertThat(found(run)).containsExactly("IMBALANCED_STAGES [] 3 [6, 7] 225 20 HIGH");
    }

    @Test
    void aSlowRankCostsWhatItAddsToThePipeline() {
        RunBuilder run = new RunBuilder(4).stages(0, 0, 1, 1).microbatches(4);
        run.longer(COMPUTING, 0, 100).longer(COMPUTING, 1, 100).longer(COMPUTING, 3, 150);
        // once 150 over its stage, and three times 50 over the longest stage, over four microbatches
        assertThat(found(run))
                .containsExactly("SLOW_COMPUTE [3] 75 20 HIGH", "IMBALANCED_STAGES [] 0 [0, 1] 37 20 HIGH");
    }

    @Test
    void workThatIsLongestOnAnotherRankEachTimeVaries() {
        RunBuilder load = new RunBuilder(4);
        RunBuilder host = new RunBuilder(4);
        for (int rank = 0; rank < 4; rank++) {
            load.longer(COMPUTING, rank, 100, 4, rank);
            host.longer(HOST, rank, 30, 4, rank);
        }
        assertThat(found(load)).containsExactly("VARYING_LOAD [] 100 20 HIGH");
        assertThat(found(host)).containsExactly("VARYING_HOST [] 30 20 HIGH");
    }

    @Test
    void ranksThatLastinglyDifferWithoutAnOutlierSpread() {
        assertThat(found(new RunBuilder(4)
                        .longer(COMPUTING, 1, 40)
                        .longer(COMPUTING, 2, 80)
                        .longer(COMPUTING, 3, 120)))
                .containsExactly("RANK_SPREAD [] 80 20 HIGH");
    }

    @Test
    void aRankThatIsSlowInAFewStepsIsTransient() {
        Verdict verdict =
                new RunBuilder(4).longer(COMPUTING, 1, 200, 5, 0).run(STEPS).verdict();
        assertThat(found(verdict)).containsExactly("SLOW_COMPUTE [1] 40 4 LOW");
        assertThat(verdict.findings().get(0).passing()).isTrue();
    }

    @Test
    void whatCostsLittleIsMinor() {
        // rank 5 is never 3 % over its peers, but without rank 2 the others would wait for it
        Verdict verdict = new RunBuilder(8)
                .longer(COMPUTING, 2, 35)
                .longer(COMPUTING, 5, 28)
                .run(STEPS)
                .verdict();
        assertThat(found(verdict)).containsExactly("SLOW_COMPUTE [2] 7 20 MEDIUM minor");
        assertThat(verdict.kind()).isEqualTo(SlowRankKind.NONE);
    }

    @Test
    void unknownStagesAreGuessedFromGapsInComputing() {
        RunBuilder run = new RunBuilder(8).unknownStages();
        for (int rank = 4; rank < 8; rank++) {
            run.longer(COMPUTING, rank, 300);
        }
        assertThat(found(run)).containsExactly("IMBALANCED_STAGES [] null [4, 5, 6, 7] 150 20 LOW");
        run.hosts("a", "a", "a", "a", "b", "b", "b", "b");
        assertThat(found(run)).containsExactly("SLOW_NODE [4, 5, 6, 7] b SLOW_COMPUTE 300 20 LOW");
    }

    @Test
    void positionsInThePipelineTellTheFirstAndTheLastStage() {
        RunBuilder run =
                new RunBuilder(8).unknownStages().positions(FIRST, FIRST, MIDDLE, MIDDLE, MIDDLE, MIDDLE, LAST, LAST);
        run.longer(COMPUTING, 6, 100).longer(COMPUTING, 7, 300);
        // the last stage has two ranks, so rank 7 is slow and its stage long
        assertThat(found(run))
                .containsExactly("SLOW_COMPUTE [7] 200 20 HIGH", "IMBALANCED_STAGES [] null [6, 7] 75 20 HIGH");
        assertThat(run.run(4).verdict().guessed()).isFalse();
    }

    @Test
    void slowdownsSayWhatEvenWorkAndAFullPipelineWouldSave() {
        Verdict verdict = new RunBuilder(8)
                .longer(COMPUTING, 3, 160)
                .collectives("all", "a", "a", "a", "a", "a", "a", "a", "a")
                .run(STEPS)
                .verdict();
        // 140 us over the mean of 630 us, and 50 us of transfer
        assertThat(verdict.slowdownBalanced()).isEqualTo(1_162);
        assertThat(verdict.slowdownIdeal()).contains(1_470L);
        assertThat(new RunBuilder(8).run(STEPS).verdict().slowdownIdeal()).isEmpty();
    }

    @Test
    void aProvisionalVerdictNamesNoRankBeforeTheFifthStep() {
        RunBuilder run = new RunBuilder(4).longer(COMPUTING, 1, 200);
        assertThat(found(run.run(4).provisional())).isEmpty();
        assertThat(found(run.run(4).verdict())).containsExactly("SLOW_COMPUTE [1] 200 4 LOW");
        assertThat(found(run.run(5).provisional())).containsExactly("SLOW_COMPUTE [1] 200 5 LOW");
        assertThat(run.unknownStages().run(4).provisional().steps()).isZero();
    }

    @Test
    void aRunWithoutStepsHasNoVerdict() {
        Verdict verdict = new RunBuilder(4).run(0).verdict();
        assertThat(verdict.steps()).isZero();
        assertThat(verdict.kind()).isEqualTo(SlowRankKind.NONE);
        assertThat(new RunBuilder(4).unknownStages().run(0).verdict().steps()).isZero();
    }

    @Test
    void sharesAreExactBeyondTheRangeOfALong() {
        long year = 31_556_952_000_000_000L;
        assertThat(Permille.of(year, 3 * year)).isEqualTo(333);
        assertThat(Permille.of(-year, 3 * year)).isEqualTo(-334);
        assertThat(Permille.isAtLeast(3 * year, 30, 100 * year)).isTrue();
        assertThat(Permille.isAtLeast(3 * year - 1, 30, 100 * year)).isFalse();
    }
}
