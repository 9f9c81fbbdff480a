package io.tracemill.streams.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.SyncScope;
import io.tracemill.schemas.TraceEventBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Each line: span_id, name, parent_id, owner_id, launch_id, launch_process, launch_thread. */
class SpanIdsTest {

    private static TestTrace linear() {
        return new TestTrace("t")
                .on("host", "main")
                .annotation("range", 0, 100)
                .operator("linear", 5, 80)
                .operator("matmul", 10, 50)
                .call("launch", 20, 5, 1)
                .kernel("gemm", 200, 30, 1);
    }

    @Test
    void aSpanRefersToWhatIsAroundItAndWhatLaunchedIt() {
        assertThat(PassRun.of(linear()).ids())
                .containsExactly(
                        "0 range - - - - -",
                        "1 linear 0 - - - -",
                        "2 matmul 1 - - - -",
                        "3 launch 2 2 - - -",
                        "4 gemm - 2 3 host main");
    }

    @Test
    void anAnnotationIsAParentButNoOwnerWhereAnOperatorIsOpen() {
        PassRun run = PassRun.of(new TestTrace("t")
                .operator("linear", 0, 100)
                .annotation("range", 10, 50)
                .call("launch", 20, 5, 1)
                .host(EventKind.PYTHON, "frame", 30, 5)
                .host(EventKind.RUNTIME, "malloc", 105, 5)
                .kernel("gemm", 200, 30, 1));
        assertThat(run.ids())
                .containsExactly(
                        "0 linear - - - - -",
                        "1 range 0 - - - -",
                        "2 launch 1 0 - - -",
                        "3 frame 1 - - - -",
                        "4 malloc - - - - -",
                        "5 gemm - 0 2 1 1");
    }

    @Test
    void anOperatorThatIsItsOwnLaunchOwnsWhatItLaunches() {
        PassRun run = PassRun.of(new TestTrace("t")
                .operator("outer", 0, 100)
                .launchingOperator("matmul", 10, 20, 1)
                .kernel("gemm", 200, 30, 1));
        assertThat(run.ids()).containsExactly("0 outer - - - - -", "1 matmul 0 - - - -", "2 gemm - 1 1 1 1");
    }

    @Test
    void aKernelThatComesBeforeItsLaunchRefersToALaterSpan() {
        PassRun run = PassRun.of(
                new TestTrace("t")
                        .kernel("gemm", 5, 30, 1)
                        .operator("linear", 8, 100)
                        .call("launch", 10, 5, 1)
                        .batches(1),
                PassConfig.defaults());
        assertThat(run.ids()).containsExactly("0 gemm - 1 2 1 1", "1 linear - - - - -", "2 launch 1 1 - - -");
    }

    @Test
    void aParentThatIsNotWrittenIsReplacedByTheOneAroundIt() {
        PassConfig longOnes = PassConfig.defaults().withWritten(60L, Set.of("runtime", "kernel"));
        assertThat(PassRun.of(linear().inOneBatch(), longOnes).ids())
                .containsExactly(
                        "0 range - - - - -", "1 linear 0 - - - -", "3 launch 1 1 - - -", "4 gemm - 1 3 host main");
    }

    @Test
    void withoutAWrittenOperatorTheWrittenAnnotationOwns() {
        PassConfig longOnes = PassConfig.defaults().withWritten(90L, Set.of("runtime", "kernel"));
        assertThat(PassRun.of(linear().inOneBatch(), longOnes).ids())
                .containsExactly("0 range - - - - -", "3 launch 0 0 - - -", "4 gemm - 0 3 host main");
    }

    @Test
    void aLaunchThatIsNotWrittenIsReplacedByTheSpanAroundIt() {
        PassConfig operators = PassConfig.defaults().withWritten(null, Set.of("operator", "kernel"));
        assertThat(PassRun.of(linear().inOneBatch(), operators).ids())
                .containsExactly("1 linear - - - - -", "2 matmul 1 - - - -", "4 gemm - 2 2 host main");
        PassConfig kernels = PassConfig.defaults().withWritten(null, Set.of("kernel"));
        assertThat(PassRun.of(linear().inOneBatch(), kernels).ids()).containsExactly("4 gemm - - - host main");
    }

    @Test
    void whatHasEndedIsNoParentEvenIfItWasOneOfTheSpanAround() {
        PassConfig without = PassConfig.defaults().withWritten(null, Set.of("operator"));
        PassRun run = PassRun.of(
                new TestTrace("t")
                        .operator("backward", 0, 50)
                        .annotation("bucket", 10, 90)
                        .operator("mul", 20, 10)
                        .operator("add", 60, 10)
                        .inOneBatch(),
                without);
        assertThat(run.ids()).containsExactly("0 backward - - - - -", "2 mul 0 - - - -", "3 add - - - - -");
    }

    @Test
    void eventsThatTheFirstFilterDropsKeepTheirNumbers() {
        PassConfig config = PassConfig.defaults().withDropCategories(Set.of("annotation", "runtime"));
        assertThat(PassRun.of(linear().inOneBatch(), config).ids())
                .containsExactly("1 linear - - - - -", "2 matmul 1 - - - -", "4 gemm - - - - -");
    }

    @Test
    void aSyncOfTheHostKeepsItsParentWhileItWaits() {
        TestTrace trace = new TestTrace("t")
                .device(null, null)
                .kernel("gemm", 5, 30, 1)
                .operator("item", 6, 50)
                .sync(SyncScope.STREAM, 10, 5)
                .call("launch", 20, 5, 1);
        assertThat(PassRun.of(trace.batches(1), PassConfig.defaults()).ids())
                .containsExactly("0 gemm - 1 3 1 1", "1 item - - - - -", "2 sync 1 - - - -", "3 launch 1 1 - - -");
    }

    @Property(tries = 60)
    void idsAreWhatComparingEverySpanWithEveryOtherGives(
            @ForAll @IntRange(min = 1, max = 80) int events,
            @ForAll @IntRange(min = 1, max = 50) int batchEvents,
            @ForAll @IntRange(max = 40) int minNanos,
            @ForAll long seed) {
        TestTrace trace = RandomTraces.mixed("t", events, seed);
        PassConfig config = PassConfig.defaults().withWritten((long) minNanos, Set.of());
        TraceEventBatch whole = trace.inOneBatch().get(0);
        List<TraceEventBatch> batches = new ArrayList<>(trace.batches(batchEvents));
        assertThat(PassRun.of(batches, config).ids()).isEqualTo(new QuadraticIds(whole, minNanos).lines());
    }
}
