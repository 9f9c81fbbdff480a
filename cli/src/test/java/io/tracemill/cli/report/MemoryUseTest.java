package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.schemas.MemoryStats;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class MemoryUseTest {

    private static TraceReport report(MemoryUse memory) {
        List<SpecificRecord> rows = new ArrayList<>(memory.levels());
        rows.addAll(memory.holders());
        return ReportRows.with(ReportRows.trace(false), rows, List.of());
    }

    private static List<Sentence> leaks(MemoryUse memory) {
        return new LeakSection().sheet(report(memory), 10).sentences();
    }

    private static MemoryStats.Builder device() {
        return MemoryUseRows.level((String) null, null).setPeakAllocatedBytes(10L);
    }

    @Test
    void whatOperatorsAskedForSaysHowMuchWasAllocatedOnlyWhereNoComponentDoes() {
        MemoryStats whole = device().setDevice("0").build();
        MemoryStats component =
                MemoryUseRows.level("PTA", null).setPeakAllocatedBytes(20L).build();

        assertThat(new MemoryUse(List.of(whole), List.of()).devices()).containsExactly(whole);
        assertThat(new MemoryUse(List.of(whole, component), List.of()).devices())
                .containsExactly(component);
    }

    @Test
    void aTraceWithTooFewStepsSaysSo() {
        assertThat(leaks(new MemoryUse(List.of(device().build()), List.of())))
                .containsExactly(
                        Sentence.of("Whether memory leaks cannot be told: that needs at least three whole steps."));
        assertThat(leaks(
                        new MemoryUse(List.of(device().setLeakSuspectedBytes(0L).build()), List.of())))
                .containsExactly(Sentence.of("No memory is suspected to leak."));
        assertThat(leaks(MemoryUse.NONE)).isEmpty();
    }
}
