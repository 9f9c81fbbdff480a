package io.tracemill.streams.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.CopyStats;
import io.tracemill.schemas.EventKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShortKernelsTest {

    private static final String[] COLUMNS = {
        "launched_count", "mean_launch_ns", "first_launch_ns", "short_count", "short_ns", "short_launch_ns"
    };

    private static TestTrace launched(int... durations) {
        TestTrace trace = new TestTrace("t");
        for (int i = 0; i < durations.length; i++) {
            int launch = i == 0 ? 90 : 10;
            trace.call("launch", 100L * i, launch, i + 1).kernel("k", 100L * i + 95, durations[i], i + 1);
        }
        return trace;
    }

    @Test
    void aKernelIsShortIfItsLaunchCallTakesLongerAndTheFirstLaunchIsSetApart() {
        assertThat(PassRun.of(launched(5, 9, 10, 3)).kernels(COLUMNS)).containsExactly("4 10.0 90 2 12 20");
    }

    @Test
    void aSingleLaunchIsTheFirstAndTheMean() {
        assertThat(PassRun.of(launched(5)).kernels(COLUMNS)).containsExactly("1 90.0 90 0 0 0");
    }

    @Test
    void graphLaunchesTellNothing() {
        TestTrace trace = new TestTrace("t").graphLaunch("graph", 0, 50, 1).kernel("k", 60, 1, 1);
        assertThat(PassRun.of(trace).kernels(COLUMNS)).containsExactly("0 null null null null null");
    }

    @Test
    void whicheverBatchesTheFirstLaunchIsThatOfTheTrace() {
        for (int size = 1; size < 8; size++) {
            PassRun cut = PassRun.of(launched(5, 9, 10, 3).batches(size), PassConfig.defaults());
            assertThat(cut.kernels(COLUMNS)).containsExactly("4 10.0 90 2 12 20");
        }
    }

    @Test
    void copiesOfADeviceAddUp() {
        TestTrace trace = new TestTrace("t")
                .onDevice(EventKind.MEMCPY, "copy", 0, 10, -1)
                .onDevice(EventKind.MEMCPY, "copy back", 20, 30, -1)
                .kernel("k", 60, 5, -1);
        List<CopyStats> rows = PassRun.of(trace).rows().of(CopyStats.class);
        assertThat(PassRun.table(rows, "device", "direction", "count", "total_ns", "bytes", "bandwidth_gb_per_s"))
                .containsExactly("0 null 2 40 null null");
    }
}
