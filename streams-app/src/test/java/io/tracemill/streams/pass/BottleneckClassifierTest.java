package io.tracemill.streams.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.TraceEventBatch;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BottleneckClassifierTest {

    private static final String[] BOTTLENECK = {"bottleneck", "confidence", "reasons"};

    /** Trace with cycles of 100 ns, each with computing, communication and copies one after the other. */
    private static PassRun cycles(int count, int computing, int communication, int copies) {
        TestTrace trace = new TestTrace("t").operator("op", 0, 100L * count);
        IntStream.range(0, count).forEach(cycle -> {
            long start = 100L * cycle;
            trace.call("launch", start, 1, cycle);
            trace.kernel("gemm", start + 1, computing, cycle)
                    .onDevice(EventKind.COMMUNICATION, "nccl", start + 1 + computing, communication, cycle)
                    .onDevice(EventKind.MEMCPY, "Memcpy", start + 1 + computing + communication, copies, cycle);
        });
        return PassRun.of(trace);
    }

    private static Bottleneck bottleneck(PassRun run) {
        return run.rows().of(Bottleneck.class).get(0);
    }

    /** For each rule that fired, its class with its share, its sentence and its advice. */
    private static List<String> rules(PassRun run) {
        return bottleneck(run).getRules().stream()
                .flatMap(rule -> Stream.of(
                        String.format(Locale.ROOT, "%s %.1f", rule.getBottleneck(), rule.getSharePct()),
                        rule.getSentence(),
                        rule.getRecommendation()))
                .toList();
    }

    @Test
    void computingAboveSixtyPercentIsComputeBound() {
        assertThat(cycles(100, 80, 8, 6).bottlenecks(BOTTLENECK)).containsExactly("COMPUTE_BOUND HIGH []");
        assertThat(cycles(100, 80, 8, 6).devices("pattern")).containsExactly("COMPUTE_DENSE");
    }

    @Test
    void exposedCopiesAboveFortyPercentAreMemoryBound() {
        assertThat(cycles(100, 30, 8, 60).bottlenecks(BOTTLENECK)).containsExactly("MEMORY_BOUND HIGH []");
        assertThat(cycles(100, 30, 8, 60).devices("pattern")).containsExactly("COPY_HEAVY");
    }

    @Test
    void ofTheRulesThatFireTheLargestShareWins() {
        assertThat(cycles(100, 10, 50, 1).bottlenecks(BOTTLENECK)).containsExactly("COMMUNICATION_BOUND HIGH []");
        assertThat(cycles(100, 10, 25, 1).bottlenecks(BOTTLENECK)).containsExactly("SYNC_BOUND HIGH []");
    }

    @Test
    void withoutARuleThatFiresItIsBalanced() {
        assertThat(cycles(100, 50, 15, 30).bottlenecks("bottleneck")).containsExactly("BALANCED");
    }

    @Test
    void everyRuleThatFiresSpeaksTheLargestShareFirst() {
        assertThat(rules(cycles(100, 65, 1, 3)))
                .containsExactly(
                        "COMPUTE_BOUND 65.2",
                        "Computing takes 65.2 % of the window, above the threshold of 60.0 %.",
                        "The device computes most of the time: look at the top kernels and at the shapes of their inputs."
                                + " Whether arithmetic or memory limits them, the trace does not tell.",
                        "SYNC_BOUND 30.8",
                        "Idle time takes 30.8 % of the window, above the threshold of 20.0 %: the host runs operators for"
                                + " 2.97 us (29.8 %) in op.",
                        "The host launches more slowly than the device works: fuse operators, compile the model, record"
                                + " graphs, or make batches larger.");
        assertThat(rules(cycles(100, 10, 30, 45)))
                .containsExactly(
                        "MEMORY_BOUND 45.1",
                        "Memory takes 45.1 % of the window, above the threshold of 40.0 %.",
                        "Memory is the limit: fuse element-wise kernels, keep data on the device, copy from pinned memory"
                                + " while kernels run.",
                        "COMMUNICATION_BOUND 30.0",
                        "Exposed communication takes 30.0 % of the window, above the threshold of 20.0 %.",
                        "Collectives run while nothing computes: overlap them with backward, make buckets larger, or look"
                                + " for a slow rank.");
        assertThat(bottleneck(cycles(100, 10, 30, 45)).getEvidence())
                .contains(
                        "Exposed copies take 45.1 % of the window, memory-bound kernels 0.0 %.",
                        "Computing hides another 0.0 % of the window in which it communicates.");
    }

    @Test
    void ofABalancedDeviceNoRuleSpeaks() {
        Bottleneck row = bottleneck(cycles(100, 50, 15, 30));
        assertThat(row.getRules()).isEmpty();
        assertThat(row.getRecommendation()).isEqualTo("No single limit: look at the longest gaps and the top kernels.");
    }

    @Test
    void theAdviceOfTheBottleneckIsThatOfItsRule() {
        Bottleneck row = bottleneck(cycles(100, 65, 1, 3));
        assertThat(row.getRecommendation()).isEqualTo(row.getRules().get(0).getRecommendation());
    }

    @Test
    void aShareNearItsThresholdAndFewEventsLowerTheConfidence() {
        assertThat(cycles(100, 61, 8, 25).bottlenecks(BOTTLENECK))
                .containsExactly("COMPUTE_BOUND MEDIUM [COMPUTE_BOUND: 61.0 % is close to the threshold of 60.0 %]");
        assertThat(cycles(20, 80, 8, 6).bottlenecks(BOTTLENECK))
                .containsExactly("COMPUTE_BOUND LOW [only 60 device events]");
    }

    /** Trace of 120 kernels of 10 us, with a gap between the first 60 and the others. */
    private static PassRun gap(long micros) {
        TestTrace trace = new TestTrace("t").operator("op", 0, 1_200_000 + 1_000 * micros);
        IntStream.range(0, 120).forEach(kernel -> {
            long start = 10_000L * kernel + (kernel < 60 ? 0 : 1_000 * micros);
            trace.call("launch", start, 1, kernel).kernel(kernel == 60 ? "late" : "k", start + 1, 9_999, kernel);
        });
        return PassRun.of(trace);
    }

    @Test
    void aGapOfATenthOfTheWindowLowersTheConfidenceAndOneOfAQuarterMakesItLow() {
        assertThat(gap(120).bottlenecks(BOTTLENECK)).containsExactly("COMPUTE_BOUND HIGH []");
        assertThat(gap(200).bottlenecks(BOTTLENECK))
                .containsExactly("COMPUTE_BOUND MEDIUM [one gap is 14.3 % of the window: 200 us before late]");
        assertThat(gap(500).bottlenecks(BOTTLENECK))
                .containsExactly("COMPUTE_BOUND LOW [one gap is 29.4 % of the window: 500 us before late]");
    }

    @Test
    void aGapOfATenthIsOrdinaryInAStepAndOneOfAQuarterIsNot() {
        TestTrace trace =
                new TestTrace("t").step(0, 0, 14_000).step(1, 14_000, 17_000).step(2, 31_000, 12_000);
        IntStream.range(0, 360).forEach(kernel -> {
            long start = 100L * kernel + (kernel < 60 ? 0 : kernel < 180 ? 2_000 : 7_000);
            trace.call("launch", start, 1, kernel).kernel("k", start + 1, 99, kernel);
        });
        assertThat(PassRun.of(trace).bottlenecks("step", "confidence", "reasons"))
                .containsExactly(
                        "0 HIGH []",
                        "1 LOW [one gap is 29.4 % of the window: 5.00 us before k]",
                        "2 MEDIUM [the end of the trace cuts this step]",
                        "null MEDIUM [one gap is 11.6 % of the window: 5.00 us before k]");
    }

    @Test
    void idleTimeThatIsMostlyUnexplainedLowersTheConfidence() {
        TestTrace trace = new TestTrace("t");
        IntStream.range(0, 100).forEach(kernel -> trace.kernel("k", 100L * kernel, 50, kernel));
        assertThat(PassRun.of(trace).bottlenecks(BOTTLENECK))
                .containsExactly(
                        "SYNC_BOUND MEDIUM [100.0 % of the idle time is unexplained, 100.0 % of the device events"
                                + " have no owner]");
    }

    @Test
    void aStepThatTheEndOfTheTraceCutsLowersTheConfidence() {
        TestTrace trace = new TestTrace("t").step(0, 0, 12_000).step(1, 12_000, 12_000);
        IntStream.range(0, 240)
                .forEach(kernel ->
                        trace.call("launch", 100L * kernel, 1, kernel).kernel("k", 100L * kernel + 1, 90, kernel));
        assertThat(PassRun.of(trace).bottlenecks("step", "bottleneck", "confidence", "reasons"))
                .containsExactly(
                        "0 COMPUTE_BOUND HIGH []",
                        "1 COMPUTE_BOUND MEDIUM [the end of the trace cuts this step]",
                        "null COMPUTE_BOUND HIGH []");
    }

    @Test
    void clippedEventsAndImplausibleTimesLowerTheConfidence() {
        TestTrace trace = new TestTrace("t").operator("op", 0, 10_000);
        for (int kernel = 1; kernel <= 100; kernel++) {
            trace.call("launch", 100L * kernel, 1, kernel).kernel("gemm", 100L * kernel + 5, 90, kernel);
        }
        trace.clippedFrom(1_000_000);
        List<TraceEventBatch> batches = trace.inOneBatch();
        batches.get(0).getTotals().setImplausible(Map.of("implausible-ts", 20L));

        PassRun run = PassRun.of(batches, PassConfig.defaults());

        assertThat(run.devices("clipped", "total_ns", "computing_ns")).containsExactly("1 9990 9000");
        assertThat(run.bottlenecks(BOTTLENECK))
                .containsExactly("COMPUTE_BOUND MEDIUM [1 device event was clipped because it ran over later ones of"
                        + " its stream, 20 events have times that cannot be right]");
    }

    @Test
    void theTracePercentagesAreTheDevicesSharesWeightedByTime() {
        PassRun run = PassRun.of(new TestTrace("t")
                .kernel("k", 0, 300, 1)
                .device("1", "7")
                .onDevice(EventKind.COMMUNICATION, "nccl", 0, 50, 2)
                .onDevice(EventKind.MEMCPY, "Memcpy", 90, 10, 3));
        assertThat(PassRun.table(
                        List.of(run.info()),
                        "compute_bound_pct",
                        "memory_bound_pct",
                        "communication_bound_pct",
                        "synchronisation_bound_pct"))
                .containsExactly("75.0 2.5 12.5 10.0");
    }

    @Test
    void theEvidenceNamesTopKernelsLongestGapsAndTheSplitOfIdle() {
        PassRun run = PassRun.of(new TestTrace("t")
                .kernel("gemm", 0, 1_000_000, 1)
                .call("launch", 1_500_000, 100_000, 2)
                .kernel("relu", 2_000_000, 500_000, 2));
        assertThat(bottleneck(run).getEvidence())
                .containsExactly(
                        "gemm took 1.00 ms in 1 call.",
                        "relu took 500 us in 1 call.",
                        "On average, 0.2 launched device events were waiting to begin.",
                        "Nothing ran for 1.00 ms before relu.",
                        "Idle time of 1.00 ms: 500 us before the next launch began, 100 us during the launch, 400 us after"
                                + " the launch.");
    }

    @Test
    void aGraphLaunchWithoutKernelsSaysThatMuchIsNotSeen() {
        TestTrace trace =
                new TestTrace("t").graphLaunch("hipGraphLaunch", 0, 10, 9).kernel("k", 0, 10, 1);
        assertThat(bottleneck(PassRun.of(trace)).getReasons()).contains("1 graph launch without kernels");
    }
}
