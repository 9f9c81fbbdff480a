package io.tracemill.streams.rollup;

import io.tracemill.streams.activity.HostActivities;
import io.tracemill.streams.trace.TraceSpan;

/** State of what the host did, for the rows of idle time, as an analysis without rows of its own. The lanes feed it. */
record HostHistory(HostActivities activities) implements Analysis {

    @Override
    public String name() {
        return "host";
    }

    @Override
    public void accept(TraceSpan span) {}

    @Override
    public byte[] partial() {
        return activities.partial();
    }

    @Override
    public void endPartial() {
        activities.endPartial();
    }

    @Override
    public byte[] totals() {
        return activities.totals();
    }

    @Override
    public void add(byte[] state) {
        activities.add(state);
    }

    @Override
    public void report(TraceRows rows) {}
}
