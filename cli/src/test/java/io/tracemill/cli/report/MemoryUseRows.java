package io.tracemill.cli.report;

import io.tracemill.schemas.MemoryHolders;
import io.tracemill.schemas.MemoryStats;
import io.tracemill.schemas.Phase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of memory of a small trace, as an archive would hold them. */
final class MemoryUseRows {

    private MemoryUseRows() {}

    static MemoryUse all() {
        return new MemoryUse(
                List.of(
                        level("APP", null).setPeakReservedBytes(2_212_077_568L).build(),
                        level(1_024_000_000, null)
                                .setPeakAllocatedNs(1_501_000L)
                                .setPeakFollowedBytes(19_290_000L)
                                .setPeakReservedBytes(1_522_532_352L)
                                .setFragmentationBytes(498_532_352L)
                                .setNotFollowed(7)
                                .build(),
                        level(1_000_000_000, 3).build()),
                List.of(
                        holder("aten::add", "Net_0/Add_1", 4_096, 3, 4_096),
                        holder("aten::empty_strided", null, 19_268_096, 2, 0),
                        holder(null, null, 2_048, 1, 0)));
    }

    static MemoryStats.Builder level(@Nullable String component, @Nullable Integer step) {
        return MemoryStats.newBuilder()
                .setTraceId(ReportRows.TRACE)
                .setRun(ReportRows.RUN)
                .setDate(ReportRows.DATE)
                .setRank(0)
                .setDevice(component == null ? "1" : "0")
                .setComponent(component)
                .setStep(step)
                .setAllocations(component == null ? 8 : 0)
                .setReleases(component == null ? 2 : 0)
                .setReleasesUnknown(0)
                .setNotFollowed(0);
    }

    private static MemoryStats.Builder level(long peak, @Nullable Integer step) {
        return level(null, step)
                .setPeakAllocatedBytes(peak)
                .setEndAllocatedBytes(954_000_000L)
                .setGrowthBytes(-46_000_000L)
                .setLeakSuspectedBytes(4_096L);
    }

    static MemoryHolders holder(
            @Nullable String operator, @Nullable String module, long bytes, long count, long leaked) {
        return MemoryHolders.newBuilder()
                .setTraceId(ReportRows.TRACE)
                .setRun(ReportRows.RUN)
                .setDate(ReportRows.DATE)
                .setRank(0)
                .setDevice("1")
                .setOperator(operator)
                .setModule(module)
                .setPhase(operator == null ? null : Phase.FORWARD)
                .setPeakBytes(bytes)
                .setPeakCount(count)
                .setEndBytes(bytes)
                .setEndCount(count)
                .setLeakSuspectedBytes(leaked)
                .setLeakSuspectedCount(leaked == 0 ? 0L : 2L)
                .build();
    }
}
