package io.tracemill.streams.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.MemoryHolders;
import io.tracemill.schemas.MemoryStats;
import io.tracemill.schemas.PhaseMark;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MemoryTest {

    private static List<String> holders(TestTrace trace) {
        return PassRun.table(PassRun.of(trace).rows().of(MemoryHolders.class), MemoryByEvents.HOLDERS);
    }

    private static List<String> levels(TestTrace trace, String... columns) {
        return PassRun.table(PassRun.of(trace).rows().of(MemoryStats.class), columns);
    }

    @Test
    void memoryBelongsToTheInnermostOperatorItsModuleAndItsPhase() {
        TestTrace trace = new TestTrace("t")
                .memory("0", 1, 5, 1)
                .module("Net_0", 10, 50)
                .operator("conv", 20, 10)
                .telling(PhaseMark.FORWARD)
                .operator("empty", 22, 2)
                .memory("0", 2, 100, 23)
                .memory("0", 3, 10, 25)
                .memory("0", 3, -10, 70)
                .memory("0", 2, -100, 80)
                .memory("0", 4, 7, 81);

        assertThat(holders(trace))
                .containsExactly(
                        "0 null null OTHER 5 1 12 2",
                        "0 conv Net_0 FORWARD 10 1 0 0",
                        "0 empty Net_0 FORWARD 100 1 0 0");
        assertThat(levels(trace, MemoryByEvents.LEVELS)).containsExactly("0 null 115 115 null 12 12 4 2");
    }

    @Test
    void thePeakIsThatOfTheReadingsAndHoldsWhatWasAllocatedBeforeTheTrace() {
        TestTrace trace = new TestTrace("t")
                .memory("0", 1, 10, 1)
                .reading(1_010, 2_000)
                .memory("0", 9, -500, 2)
                .reading(510, 2_000)
                .memory("0", 2, 600, 3)
                .reading(1_110, 2_048)
                .memory("0", 2, -600, 4)
                .reading(510, 3_000);

        assertThat(levels(trace, MemoryByEvents.LEVELS)).containsExactly("0 null 1110 610 938 510 -490 2 1");
        assertThat(levels(trace, "peak_reserved_bytes", "peak_allocated_ns", "releases_unknown", "not_followed"))
                .containsExactly("3000 3 1 0");
    }

    @Test
    void anAddressThatIsTakenAgainIsReleasedAndOneThatIsUnknownIsNotFollowed() {
        TestTrace trace = new TestTrace("t")
                .memory("0", 1, 10, 1)
                .memory("0", 1, 20, 2)
                .memory("0", 0, 40, 3)
                .memory(null, 1, 80, 4)
                .memory("0", 5, 1L << 46, 5);

        assertThat(holders(trace)).containsExactly("null null null OTHER 80 1 80 1", "0 null null OTHER 20 1 20 1");
        assertThat(levels(trace, "device", "allocations", "releases", "not_followed"))
                .containsExactly("null 1 0 0", "0 2 1 2");
    }

    @Test
    void withoutAddressesAndReadingsTheChangesAddUpToAtLeastNothing() {
        TestTrace trace = new TestTrace("t")
                .memory("0", 0, -30, 1)
                .memory("0", 0, 40, 2)
                .memory("0", 0, -10, 3)
                .memory("0", 1, 7, 4);

        assertThat(levels(trace, MemoryByEvents.LEVELS)).containsExactly("0 null 40 0 null 37 37 1 0");
    }

    @Test
    void anOperatorHoldsMemoryForAsLongAsItsAllocationLasts() {
        TestTrace trace = new TestTrace("t")
                .heldMemory("conv", 10, 1, 5L)
                .heldMemory("add", 20, 5, null)
                .heldMemory("conv", 7, 6, 3L);

        assertThat(holders(trace)).containsExactly("0 conv null OTHER 10 1 0 0", "0 add null OTHER 20 1 20 1");
        assertThat(levels(trace, MemoryByEvents.LEVELS)).containsExactly("0 null 30 30 null 27 27 3 2");
    }

    private static TestTrace steps(int count) {
        TestTrace trace = new TestTrace("t");
        for (int step = 1; step <= count; step++) {
            trace.step(step, 100L * step, 90)
                    .operator("leak", 100L * step + 1, 5)
                    .memory("0", step, 1 << step, 100L * step + 2)
                    .operator("state", 100L * step + 10, 5)
                    .memory("0", step == 1 ? 100 : 101, 1_000, 100L * step + 12);
            trace.memory("0", 101, -1_000, 100L * step + 50);
        }
        return trace;
    }

    private static List<String> leaks(int steps) {
        return PassRun.table(
                PassRun.of(steps(steps)).rows().of(MemoryHolders.class),
                "operator",
                "leak_suspected_bytes",
                "leak_suspected_count");
    }

    @Test
    void whatEveryStepLeavesOverIsSuspectedOnceTwoWholeStepsHavePassed() {
        assertThat(leaks(5)).containsExactlyInAnyOrder("leak 6 2", "state 0 0");
        assertThat(levels(steps(5), "step", "leak_suspected_bytes"))
                .containsExactly("null 6", "1 2", "2 4", "3 0", "4 0", "5 null");
    }

    @Test
    void leaksNeedThreeWholeSteps() {
        assertThat(leaks(4)).containsExactlyInAnyOrder("leak 2 1", "state 0 0");
        assertThat(leaks(3)).containsExactlyInAnyOrder("leak null null", "state null null");
    }

    @Test
    void growthIsThatFromStepToStep() {
        assertThat(levels(steps(3), "step", "growth_bytes", "end_allocated_bytes"))
                .containsExactly("null 1014 1014", "1 1002 1002", "2 4 1006", "3 8 1014");
    }

    @Test
    void whatFindsNoRoomIsCounted() {
        TestTrace trace = new TestTrace("t");
        int most = 1 << 16;
        for (int i = 1; i <= most + 3; i++) {
            trace.memory("0", i, 1, i);
        }
        trace.memory("0", 1, -1, most + 4).memory("0", most + 5, 1, most + 5);

        assertThat(levels(trace, "allocations", "releases", "not_followed")).containsExactly((most + 1) + " 1 3");
    }

    @Property(tries = 200)
    void memoryIsWhatGoingThroughAllAllocationsGives(
            @ForAll @IntRange(min = 1, max = 150) int events, @ForAll long seed) {
        PassRun run = PassRun.of(RandomTraces.mixed("t", events, seed));
        MemoryByEvents expected = new MemoryByEvents(run.spanBatches());
        assertThat(PassRun.table(run.rows().of(MemoryHolders.class), MemoryByEvents.HOLDERS))
                .containsExactlyInAnyOrderElementsOf(expected.holders());
        assertThat(PassRun.table(run.rows().of(MemoryStats.class), MemoryByEvents.LEVELS))
                .containsExactlyInAnyOrderElementsOf(expected.levels());
    }
}
