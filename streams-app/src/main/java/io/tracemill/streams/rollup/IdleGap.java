package io.tracemill.streams.rollup;

import io.tracemill.schemas.Gap;
import io.tracemill.streams.activity.GapSplit;
import io.tracemill.streams.activity.IdleTimes;
import io.tracemill.streams.state.GapState;
import io.tracemill.streams.state.IdleTimeState;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.Saturating;
import io.tracemill.streams.trace.SymbolTable;
import io.tracemill.streams.trace.TraceSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Interval in which nothing ran on a device, split by the launch of the event that ended it.
 *
 * @param startNanos start of the interval, in ns
 * @param parts parts of the interval
 * @param next trace-wide id of the name of the event that ended it
 * @param causes what took most of it, largest first; empty before they are known
 */
record IdleGap(long startNanos, Parts parts, int next, List<IdleTimeState> causes) implements Comparable<IdleGap> {

    private static final int MOST_CAUSES = 3;

    /**
     * Parts of the interval, in ns: before the launch of the next event, during the launch call, and after it. All of
     * it is unknown if the launch is not in the trace.
     */
    record Parts(long host, long launch, long device, long unknown) {
        long total() {
            return Saturating.sum(Saturating.sum(host, launch), Saturating.sum(device, unknown));
        }
    }

    /** Interval from a time to the start of the next event. */
    static IdleGap before(TraceSpan next, long fromNanos) {
        long until = next.startNanos();
        @Nullable Launch launch = next.launch();
        if (launch == null) {
            return new IdleGap(fromNanos, new Parts(0, 0, 0, until - fromNanos), next.name(), List.of());
        }
        long began = clip(launch.startNanos(), fromNanos, until);
        long ended = clip(launch.queuedNanos(next.event()), began, until);
        return new IdleGap(
                fromNanos, new Parts(began - fromNanos, ended - began, until - ended, 0), next.name(), List.of());
    }

    /** Where its parts are. A gap that is unknown has no other parts. */
    GapSplit.Bounds bounds() {
        long launch = startNanos + parts.host;
        return new GapSplit.Bounds(startNanos, launch, launch + parts.launch, startNanos + parts.total());
    }

    /** The gap with what took most of it. */
    IdleGap with(IdleTimes times) {
        return new IdleGap(startNanos, parts, next, times.largest(MOST_CAUSES));
    }

    private static long clip(long nanos, long low, long high) {
        return Math.max(low, Math.min(high, nanos));
    }

    static IdleGap of(GapState state) {
        return new IdleGap(
                state.getStartNs(),
                new Parts(state.getHostNs(), state.getLaunchNs(), state.getDeviceNs(), state.getUnknownNs()),
                state.getNext(),
                state.getCauses());
    }

    GapState state() {
        return new GapState(startNanos, parts.host, parts.launch, parts.device, parts.unknown, next, causes);
    }

    Gap row(SymbolTable names, IdleNames activities) {
        return new Gap(
                startNanos,
                parts.total(),
                parts.host,
                parts.launch,
                parts.device,
                parts.unknown,
                names.symbol(next),
                causes.stream().map(activities::cause).toList());
    }

    /** Longest first, then earliest. */
    @Override
    public int compareTo(IdleGap other) {
        int byLength = Long.compare(other.parts.total(), parts.total());
        return byLength != 0 ? byLength : Long.compare(startNanos, other.startNanos);
    }
}
