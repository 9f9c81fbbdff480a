package io.tracemill.cli.report;

import io.tracemill.schemas.CopyDirection;
import io.tracemill.schemas.CopyStats;
import io.tracemill.schemas.QueueStats;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of queues and copies of a small trace, as an archive would hold them. */
final class QueueRows {

    private QueueRows() {}

    static QueueStats queue() {
        return QueueStats.newBuilder()
                .setTraceId(ReportRows.TRACE)
                .setRun(ReportRows.RUN)
                .setDate(ReportRows.DATE)
                .setRank(0)
                .setDevice("0")
                .setStream("7")
                .setLaunched(25)
                .setMeanDepth(3.25)
                .setMaxDepth(1_200)
                .setAbove1000Pct(4.5)
                .build();
    }

    static List<CopyStats> copies() {
        return List.of(
                copy(null, 1, 100, null, null), copy(CopyDirection.HOST_TO_DEVICE, 24, 399_900, 4_799_000L, 12.0));
    }

    private static CopyStats copy(
            @Nullable CopyDirection direction,
            long count,
            long nanos,
            @Nullable Long bytes,
            @Nullable Double bandwidth) {
        return CopyStats.newBuilder()
                .setTraceId(ReportRows.TRACE)
                .setRun(ReportRows.RUN)
                .setDate(ReportRows.DATE)
                .setRank(0)
                .setDevice("0")
                .setDirection(direction)
                .setCount(count)
                .setTotalNs(nanos)
                .setBytes(bytes)
                .setBandwidthGbPerS(bandwidth)
                .build();
    }
}
