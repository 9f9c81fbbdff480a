package io.tracemill.streams.activity;

import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.Symbols;
import org.jspecify.annotations.Nullable;

/**
 * Split of a gap by what the host did in it. Two threads are asked: the one that launched the event behind the gap, and
 * the one of its process that was the last to launch apart from it. At each time the one counts whose activity explains
 * more, or else the first.
 */
public final class GapSplit {

    private final HostActivities host;
    private final Symbols symbols;
    private final IdleTimes times = new IdleTimes();

    /** Creates the split of the gaps of a trace. */
    public GapSplit(HostActivities host, Symbols symbols) {
        this.host = host;
        this.symbols = symbols;
    }

    /**
     * Gap from a time to the start of the event that ends it, in ns.
     *
     * @param fromNanos its start
     * @param launchNanos start of the launch call, or the start of the gap if that is later
     * @param queuedNanos end of the launch call, within the same bounds
     * @param untilNanos its end
     */
    public record Bounds(long fromNanos, long launchNanos, long queuedNanos, long untilNanos) {}

    /**
     * Splits a gap. The result is valid until the next call.
     *
     * @param launch launch of the event that ends it; null if it is not in the trace
     * @param isFirst whether that event is the first of its stream
     */
    public IdleTimes of(Bounds gap, @Nullable Launch launch, boolean isFirst) {
        times.clear();
        ThreadActivity own =
                launch == null ? null : host.find(symbols.place(launch.process()), symbols.place(launch.thread()));
        // a launch of a thread without history has no process to look for another thread in
        ThreadActivity other =
                launch != null && own == null ? null : host.turns().before(gap.untilNanos, own);
        IdleKind last = launch == null
                ? IdleKind.UNKNOWN
                : isFirst ? IdleKind.BEFORE_RECORDING : launch.isGraph() ? IdleKind.GRAPH : IdleKind.DEVICE_QUEUE;
        Walk first = new Walk(own, gap);
        Walk second = new Walk(other, gap);
        for (long now = gap.fromNanos; now < gap.untilNanos; ) {
            IdleKind kind = now < gap.launchNanos ? IdleKind.HOST : now < gap.queuedNanos ? IdleKind.LAUNCH : last;
            long end =
                    now < gap.launchNanos ? gap.launchNanos : now < gap.queuedNanos ? gap.queuedNanos : gap.untilNanos;
            end = Math.min(end, Math.min(first.endNanos(), second.endNanos()));
            int activity = host.activities().better(first.activity(), second.activity());
            times.addTo(kind.key(host.activities().row(activity)), end - now);
            now = end;
            first.advanceTo(now);
            second.advanceTo(now);
        }
        return times;
    }

    /** Walk along the history of a thread. */
    private static final class Walk {
        private final @Nullable History history;
        private long position;

        Walk(@Nullable ThreadActivity thread, Bounds gap) {
            if (thread == null) {
                history = null;
            } else {
                thread.advanceTo(gap.untilNanos);
                history = thread.history();
                position = history.at(gap.fromNanos);
            }
        }

        /** Activity at the position. */
        int activity() {
            return history == null || history.isBefore(position) ? Activities.NOTHING : history.activity(position);
        }

        /** End of the activity, in ns. */
        long endNanos() {
            return history == null || position + 1 >= history.end() ? Long.MAX_VALUE : history.time(position + 1);
        }

        void advanceTo(long nanos) {
            if (endNanos() <= nanos) {
                position++;
            }
        }
    }
}
