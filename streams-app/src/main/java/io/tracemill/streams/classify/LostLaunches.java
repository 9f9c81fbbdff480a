package io.tracemill.streams.classify;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.TraceInfo;
import org.jspecify.annotations.Nullable;

/** Launch calls of which the trace has no device event. */
final class LostLaunches {

    private LostLaunches() {}

    /** Their share in all launch calls, in percent; 0 if the trace has no launch calls. */
    static double percent(TraceInfo info) {
        @Nullable IngestTotals totals = info.getTotals();
        long launched = info.getKinds().getOrDefault(EventKind.LAUNCH.name(), 0L);
        if (totals == null || launched == 0) {
            return 0;
        }
        long lost = totals.getLaunchesWithoutDeviceEvents();
        return Shares.percent(lost, lost + launched);
    }
}
