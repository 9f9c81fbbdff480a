package io.tracemill.streams.ranks;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.HostActivity;
import io.tracemill.schemas.IdlePart;
import io.tracemill.schemas.IdleStats;
import io.tracemill.schemas.RankStep;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.streams.trace.Saturating;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Contribution of a finished trace to the comparison of its run's ranks. */
public final class TraceSteps {

    /** Number that the profiler gives to the first step of a training. */
    private static final int FIRST_STEP = 0;

    private TraceSteps() {}

    /** Whether a trace can be compared: its rank is known and the trace is not BROKEN. */
    public static boolean canBeCompared(TraceInfo trace) {
        return trace.getRank() != null && trace.getState() != TraceState.BROKEN;
    }

    /** Sums of the device rows over the devices, for each step, with what monitoring shows of the trace. */
    public static RankSteps of(
            TraceInfo trace, List<DeviceStats> devices, List<IdleStats> idle, List<Bottleneck> bottlenecks) {
        RankSteps steps = of(trace, devices, idle);
        steps.setFigures(TraceFigures.of(trace, devices, bottlenecks));
        return steps;
    }

    /**
     * Sums of the device rows over the devices, for each step, in which the loading of data is told from the other idle
     * time of the host. If there are too many steps, those with the lowest numbers are kept.
     */
    public static RankSteps of(TraceInfo trace, List<DeviceStats> devices, List<IdleStats> idle) {
        Optional<TraceHeader> header = Optional.ofNullable(trace.getHeader());
        GroupTimes groups = GroupTimes.of(header, devices);
        Map<@Nullable Integer, RankStep> sums =
                new TreeMap<>(Comparator.nullsFirst(Comparator.<Integer>naturalOrder()));
        devices.forEach(row -> sums.merge(row.getStep(), step(row, groups), TraceSteps::sum));
        idle.stream().filter(TraceSteps::isInput).forEach(row -> loading(row, sums.get(row.getStep())));
        int most = RunSums.MAX_STEPS + 1;
        return RankSteps.newBuilder()
                .setRun(trace.getRun())
                .setDate(trace.getDate())
                .setTraceId(trace.getTraceId())
                .setNode(trace.getNode())
                .setRank(trace.getRank())
                .setWorldSize(header.map(TraceHeader::getWorldSize).orElse(null))
                .setStage(header.map(TraceHeader::getStage).orElse(null))
                .setPosition(Pipeline.position(trace.getRank(), devices).orElse(null))
                .setMicrobatches(header.map(TraceHeader::getMicrobatches).orElse(null))
                .setGroups(groups.groups())
                .setMoreSteps(sums.size() > most)
                .setSteps(new ArrayList<>(sums.values().stream().limit(most).toList()))
                .build();
    }

    private static RankStep step(DeviceStats row, GroupTimes groups) {
        Integer step = row.getStep();
        return RankStep.newBuilder()
                .setStep(step)
                .setTruncated(row.getTruncated())
                .setFirst(step != null && step == FIRST_STEP)
                .setTotalNs(row.getTotalNs())
                .setComputingNs(row.getComputingNs())
                .setCommunicationNs(row.getCommunicationNs())
                .setExposedCommunicationNs(row.getExposedCommunicationNs())
                .setIdleNs(row.getIdleNs())
                .setHostNs(Saturating.sum(row.getIdleHostNs(), row.getIdleLaunchNs()))
                .setGroupNs(groups.nanos(row))
                .build();
    }

    /** Whether the device was idle because the host loaded data. */
    private static boolean isInput(IdleStats idle) {
        return idle.getClass$() == HostActivity.INPUT
                && (idle.getPart() == IdlePart.HOST || idle.getPart() == IdlePart.LAUNCH);
    }

    /** Takes the loading of data out of the idle time that the host causes. */
    private static void loading(IdleStats idle, @Nullable RankStep step) {
        if (step != null) {
            long input = Math.min(idle.getIdleNs(), step.getHostNs());
            step.setInputNs(step.getInputNs() + input);
            step.setHostNs(step.getHostNs() - input);
        }
    }

    private static RankStep sum(RankStep a, RankStep b) {
        List<Long> groups = new ArrayList<>();
        for (int group = 0; group < a.getGroupNs().size(); group++) {
            groups.add(Saturating.sum(a.getGroupNs().get(group), b.getGroupNs().get(group)));
        }
        return RankStep.newBuilder(a)
                .setTruncated(a.getTruncated() || b.getTruncated())
                .setTotalNs(Saturating.sum(a.getTotalNs(), b.getTotalNs()))
                .setComputingNs(Saturating.sum(a.getComputingNs(), b.getComputingNs()))
                .setCommunicationNs(Saturating.sum(a.getCommunicationNs(), b.getCommunicationNs()))
                .setExposedCommunicationNs(Saturating.sum(a.getExposedCommunicationNs(), b.getExposedCommunicationNs()))
                .setIdleNs(Saturating.sum(a.getIdleNs(), b.getIdleNs()))
                .setHostNs(Saturating.sum(a.getHostNs(), b.getHostNs()))
                .setGroupNs(groups)
                .build();
    }
}
