package io.tracemill.streams.rollup;

import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.GapCause;
import io.tracemill.schemas.IdleStats;
import io.tracemill.streams.activity.Activity;
import io.tracemill.streams.activity.HostActivities;
import io.tracemill.streams.activity.IdleKind;
import io.tracemill.streams.state.IdleTimeState;
import io.tracemill.streams.trace.SymbolTable;
import org.jspecify.annotations.Nullable;

/**
 * Names of idle times, for rows.
 *
 * @param activities what the host did
 * @param frames names of what it did
 */
record IdleNames(HostActivities activities, SymbolTable frames) {

    /** What took a part of a gap. */
    GapCause cause(IdleTimeState time) {
        IdleKind kind = IdleKind.of(time.getKey());
        Activity activity = activities.activity((int) time.getKey());
        return new GapCause(
                kind.part(),
                kind.cause(),
                activity.does(),
                name(activity.name()),
                name(activity.place()),
                time.getNs());
    }

    /** Row of an idle time in the window of a device. */
    IdleStats row(IdleTimeState time, DeviceStats window) {
        IdleKind kind = IdleKind.of(time.getKey());
        Activity activity = activities.activity((int) time.getKey());
        IdleStats row = new IdleStats(); // no builder, as there are many of them
        row.setTraceId(window.getTraceId());
        row.setRun(window.getRun());
        row.setDate(window.getDate());
        row.setNode(window.getNode());
        row.setRank(window.getRank());
        row.setDevice(window.getDevice());
        row.setStep(window.getStep());
        row.setPart(kind.part());
        row.setCause(kind.cause());
        row.setClass$(activity.does());
        row.setName(name(activity.name()));
        row.setPlace(name(activity.place()));
        row.setIdleNs(time.getNs());
        row.setCount(time.getGaps());
        return row;
    }

    private @Nullable String name(int id) {
        return id == Activity.NONE ? null : frames.symbol(id);
    }
}
