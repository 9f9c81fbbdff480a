package io.tracemill.streams.rollup;

import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.Gap;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.streams.activity.IdleRoom;
import io.tracemill.streams.activity.IdleTimes;
import io.tracemill.streams.roof.Roof;
import io.tracemill.streams.state.WindowState;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.Saturating;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** Sums of one window of a device: time by class of work, and idle time by cause. */
@SuppressWarnings("EnumOrdinal") // counts in an array, as they are touched per device event; never stored by ordinal
final class DeviceWindow {

    private static final int MAX_GAPS = 5;

    private final int step;
    private long startNanos = Long.MAX_VALUE;
    private final long[] running = new long[Work.MASKS];
    private IdleGap.Parts idle = new IdleGap.Parts(0, 0, 0, 0);
    private final long[] counts = new long[Count.values().length];
    private final TreeSet<IdleGap> gaps = new TreeSet<>();
    private Exchanges exchanges = new Exchanges();
    private final PhaseTimes phases = new PhaseTimes();
    private WindowWork work = new WindowWork();
    private final IdleTimes idleTimes = new IdleTimes();

    /** Idle times of the same window before the partial. */
    private final IdleTimes idleBefore;

    private final IdleRoom room;

    /** Counters of the device events that start in a window. */
    private enum Count {
        LINKED,
        NO_LAUNCH,
        NO_OWNER,
        AMBIGUOUS,
        CLIPPED,
        NANOS,
        UNLINKED_NANOS,
        LATE_NANOS,
        BUBBLE_NANOS
    }

    /** Creates a window without anything, whose idle times take room of the trace. */
    DeviceWindow(int step, IdleRoom room) {
        this(step, room, new IdleTimes());
    }

    private DeviceWindow(int step, IdleRoom room, IdleTimes idleBefore) {
        this.step = step;
        this.room = room;
        this.idleBefore = idleBefore;
    }

    /** Window for the part of this one that is still to come. */
    DeviceWindow next() {
        return new DeviceWindow(step, room, idleTimes);
    }

    int step() {
        return step;
    }

    void startsAt(long nanos) {
        startNanos = Math.min(startNanos, nanos);
    }

    void run(int mask, long nanos) {
        running[mask] = Saturating.sum(running[mask], nanos);
    }

    void idle(IdleGap gap, IdleTimes times) {
        running[0] = Saturating.sum(running[0], gap.parts().total());
        idle = sum(idle, gap.parts());
        idleTimes.addGap(times, idleBefore, room);
        if (isLong(gap)) {
            keep(gap.with(times));
        }
    }

    private static IdleGap.Parts sum(IdleGap.Parts a, IdleGap.Parts b) {
        return new IdleGap.Parts(
                Saturating.sum(a.host(), b.host()),
                Saturating.sum(a.launch(), b.launch()),
                Saturating.sum(a.device(), b.device()),
                Saturating.sum(a.unknown(), b.unknown()));
    }

    private void keep(IdleGap gap) {
        if (isLong(gap)) {
            gaps.add(gap);
            if (gaps.size() > MAX_GAPS) {
                gaps.pollLast();
            }
        }
    }

    private boolean isLong(IdleGap gap) {
        return gaps.size() < MAX_GAPS || gap.compareTo(gaps.last()) < 0;
    }

    void count(TraceSpan span, Roof roof) {
        long nanos = span.durationNanos();
        Launch launch = span.launch();
        Link link = Link.of(span);
        counts[count(link).ordinal()]++;
        add(Count.NANOS, nanos);
        phases.count(span);
        if (launch != null && launch.shape() != null) {
            work.count(span, launch, launch.shape(), roof);
        }
        if (span.event().has(Attribute.REPORTED_DURATION_NS)) {
            counts[Count.CLIPPED.ordinal()]++;
        }
        if (link != Link.LINKED) {
            add(Count.UNLINKED_NANOS, nanos);
        }
        if (launch != null && span.step() < step) {
            add(Count.LATE_NANOS, nanos);
        }
        if (span.event().has(Attribute.COLLECTIVE_RECEIVES)) {
            add(Count.BUBBLE_NANOS, nanos);
        }
        if (span.kind() == EventKind.COMMUNICATION) {
            exchanges.count(span);
        }
    }

    private void add(Count count, long nanos) {
        counts[count.ordinal()] = Saturating.sum(counts[count.ordinal()], nanos);
    }

    private static Count count(Link link) {
        return switch (link) {
            case LINKED -> Count.LINKED;
            case NO_LAUNCH -> Count.NO_LAUNCH;
            case NO_OWNER -> Count.NO_OWNER;
            case AMBIGUOUS -> Count.AMBIGUOUS;
        };
    }

    void add(DeviceWindow other) {
        startsAt(other.startNanos);
        Arrays.setAll(running, mask -> Saturating.sum(running[mask], other.running[mask]));
        Arrays.setAll(counts, count -> Saturating.sum(counts[count], other.counts[count]));
        idle = sum(idle, other.idle);
        other.gaps.forEach(this::keep);
        exchanges.add(other.exchanges);
        phases.add(other.phases);
        work.add(other.work);
        idleTimes.add(other.idleTimes);
    }

    /** Idle times of the window, by what the host did. */
    IdleTimes idleTimes() {
        return idleTimes;
    }

    /** Times of the device events that start in the window, by phase. */
    PhaseTimes phases() {
        return phases;
    }

    private long count(Count count) {
        return counts[count.ordinal()];
    }

    private long events() {
        return count(Count.LINKED) + count(Count.NO_LAUNCH) + count(Count.NO_OWNER) + count(Count.AMBIGUOUS);
    }

    private long time(IntPredicate mask) {
        long nanos = 0;
        for (int i = 0; i < running.length; i++) {
            nanos = Saturating.sum(nanos, mask.test(i) ? running[i] : 0);
        }
        return nanos;
    }

    WindowState state(int device) {
        List<Long> times = new ArrayList<>(running.length);
        for (long nanos : running) {
            times.add(nanos);
        }
        WindowState.Builder state = WindowState.newBuilder()
                .setDevice(device)
                .setStep(step)
                .setStartNs(startNanos)
                .setRunningNs(times)
                .setIdleHostNs(idle.host())
                .setIdleLaunchNs(idle.launch())
                .setIdleDeviceNs(idle.device())
                .setIdleUnknownNs(idle.unknown())
                .setDeviceEvents(events())
                .setLinked(count(Count.LINKED))
                .setUnlinkedNoLaunch(count(Count.NO_LAUNCH))
                .setUnlinkedNoOwner(count(Count.NO_OWNER))
                .setUnlinkedAmbiguous(count(Count.AMBIGUOUS))
                .setClipped(count(Count.CLIPPED))
                .setDeviceEventsNs(count(Count.NANOS))
                .setUnlinkedNs(count(Count.UNLINKED_NANOS))
                .setLateNs(count(Count.LATE_NANOS))
                .setBubbleNs(count(Count.BUBBLE_NANOS))
                .setPhases(phases.states())
                .setIdle(idleTimes.states())
                .setWork(work.state())
                .setGaps(gaps.stream().map(IdleGap::state).toList());
        exchanges.putInto(state);
        return state.build();
    }

    static DeviceWindow of(WindowState state, IdleRoom room) {
        DeviceWindow window = new DeviceWindow(state.getStep(), room);
        window.startNanos = state.getStartNs();
        for (int mask = 0; mask < state.getRunningNs().size(); mask++) {
            window.running[mask] = state.getRunningNs().get(mask);
        }
        window.idle = new IdleGap.Parts(
                state.getIdleHostNs(), state.getIdleLaunchNs(), state.getIdleDeviceNs(), state.getIdleUnknownNs());
        window.counts[Count.LINKED.ordinal()] = state.getLinked();
        window.counts[Count.NO_LAUNCH.ordinal()] = state.getUnlinkedNoLaunch();
        window.counts[Count.NO_OWNER.ordinal()] = state.getUnlinkedNoOwner();
        window.counts[Count.AMBIGUOUS.ordinal()] = state.getUnlinkedAmbiguous();
        window.counts[Count.CLIPPED.ordinal()] = state.getClipped();
        window.counts[Count.NANOS.ordinal()] = state.getDeviceEventsNs();
        window.counts[Count.UNLINKED_NANOS.ordinal()] = state.getUnlinkedNs();
        window.counts[Count.LATE_NANOS.ordinal()] = state.getLateNs();
        window.counts[Count.BUBBLE_NANOS.ordinal()] = state.getBubbleNs();
        state.getGaps().forEach(gap -> window.gaps.add(IdleGap.of(gap)));
        window.exchanges = Exchanges.of(state);
        window.phases.add(state.getPhases());
        window.work = WindowWork.of(state.getWork());
        window.idleTimes.add(state.getIdle());
        return window;
    }

    DeviceStats.Builder stats(DeviceStats.Builder row, Symbols symbols, IdleNames idleNames, Roof roof) {
        List<Gap> longest =
                gaps.stream().map(gap -> gap.row(symbols.names(), idleNames)).toList();
        return row.setStartNs(startNanos)
                .setTotalNs(time(mask -> true))
                .setComputingNs(time(Work::computes))
                .setCommunicationNs(time(Work.COMMUNICATION::in))
                .setMemcpyNs(time(Work.COPY::in))
                .setOverlapNs(time(mask -> Work.computes(mask) && Work.COMMUNICATION.in(mask)))
                .setExposedCommunicationNs(time(mask -> !Work.computes(mask) && Work.COMMUNICATION.in(mask)))
                .setExposedMemcpyNs(running[Work.COPY.bit()])
                .setIdleNs(running[0])
                .setIdleHostNs(idle.host())
                .setIdleLaunchNs(idle.launch())
                .setIdleDeviceNs(idle.device())
                .setIdleUnknownNs(idle.unknown())
                .setMemoryBoundNs(time(Work::provenMemoryBound))
                .setModelledMemoryBoundNs(time(Work::modelledMemoryBound))
                .setWork(work.row(time(mask -> true), count(Count.NANOS), roof))
                .setDeviceEvents(events())
                .setLinked(count(Count.LINKED))
                .setUnlinkedNoLaunch(count(Count.NO_LAUNCH))
                .setUnlinkedNoOwner(count(Count.NO_OWNER))
                .setUnlinkedAmbiguous(count(Count.AMBIGUOUS))
                .setClipped(count(Count.CLIPPED))
                .setDeviceEventsNs(count(Count.NANOS))
                .setUnlinkedNs(count(Count.UNLINKED_NANOS))
                .setLateNs(count(Count.LATE_NANOS))
                .setBubbleNs(count(Count.BUBBLE_NANOS))
                .setCollectives(exchanges.collectives(symbols.places()))
                .setTransfers(exchanges.transfers())
                .setPattern(TimelinePatterns.of(row))
                .setGaps(longest.isEmpty() ? Collections.emptyList() : longest);
    }
}
