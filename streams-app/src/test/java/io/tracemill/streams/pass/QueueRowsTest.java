package io.tracemill.streams.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.QueueStats;
import io.tracemill.schemas.TraceEventBatch;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class QueueRowsTest {

    private static List<String> rows(PassRun run) {
        return PassRun.table(run.rows().of(QueueStats.class), QueueByNanosecond.COLUMNS);
    }

    private static List<String> rows(TestTrace trace) {
        return rows(PassRun.of(trace));
    }

    @Test
    void aKernelIsInTheQueueFromTheStartOfItsLaunchToItsOwn() {
        assertThat(rows(new TestTrace("t")
                        .call("cudaLaunchKernel", 0, 5, 1)
                        .kernel("first", 10, 30, 1)
                        .call("cudaLaunchKernel", 20, 5, 2)
                        .call("cudaLaunchKernel", 30, 5, 3)
                        .kernel("second", 40, 30, 2)
                        .kernel("third", 70, 40, 3)))
                .containsExactly("0 7 3 0.6 2 0.0");
    }

    @Test
    void aGraphLaunchCountsOncePerStream() {
        assertThat(rows(new TestTrace("t")
                        .kernel("before", 0, 10, -1)
                        .graphLaunch("cudaGraphLaunch", 10, 5, 1)
                        .kernel("a", 20, 10, 1)
                        .kernel("b", 30, 10, 1)
                        .device("0", "8")
                        .kernel("c", 50, 10, 1)
                        .device("0", "7")
                        .kernel("d", 60, 40, 1)))
                .containsExactly("0 7 1 0.1 1 0.0", "0 8 1 0.4 1 0.0");
    }

    @Test
    void whatHasNoLaunchIsLeftOut() {
        assertThat(rows(new TestTrace("t").kernel("k", 0, 10, -1))).isEmpty();
    }

    @Test
    void aKernelThatStartsBeforeItsLaunchWaitsNotAtAll() {
        assertThat(rows(new TestTrace("t").call("cudaLaunchKernel", 10, 5, 1).kernel("k", 8, 10, 1)))
                .containsExactly("0 7 1 0.0 0 0.0");
    }

    @Test
    void aWindowWithoutLengthHasNoMean() {
        assertThat(rows(new TestTrace("t").call("cudaLaunchKernel", 0, 5, 1).kernel("k", 8, 0, 1)))
                .containsExactly("0 7 1 null 0 null");
    }

    @Test
    void theShareOfTimeWithMoreThanAThousandIsToldWhateverTheBatches() {
        TestTrace trace = new TestTrace("t").kernel("before", 0, 1, -1);
        for (int i = 0; i < 1_500; i++) {
            trace.call("cudaLaunchKernel", 1 + i, 1, i).kernel("k", 2_000 + 2 * i, 1, i);
        }
        List<TraceEventBatch> batches = trace.batches(100);
        // more than 1,000 from the 1,001st launch to the start of the 500th kernel, in a window to the last kernel's
        // end
        double share = 100.0 * (2_000 + 2 * 499 - 1_001) / (2_000 + 2 * 1_499 + 1);
        long waited = 0;
        for (int i = 0; i < 1_500; i++) {
            waited += 2_000 + 2 * i - (1 + i);
        }
        assertThat(rows(PassRun.of(batches, PassConfig.defaults())))
                .containsExactly("0 7 1500 " + waited / 4_999.0 + " 1500 " + share);
    }

    @Property(tries = 60)
    void theQueuesAreWhatLookingAtEveryNanosecondGives(
            @ForAll @IntRange(min = 1, max = 120) int events,
            @ForAll @IntRange(min = 1, max = 50) int batchEvents,
            @ForAll long seed) {
        TestTrace trace = RandomTraces.mixed("t", events, seed);
        assertThat(rows(PassRun.of(trace.batches(batchEvents), PassConfig.defaults())))
                .containsExactlyInAnyOrderElementsOf(
                        new QueueByNanosecond(trace.inOneBatch().get(0)).rows());
    }
}
