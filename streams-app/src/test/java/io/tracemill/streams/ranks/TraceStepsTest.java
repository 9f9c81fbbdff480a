package io.tracemill.streams.ranks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.GroupCollectives;
import io.tracemill.schemas.HostActivity;
import io.tracemill.schemas.IdlePart;
import io.tracemill.schemas.IdleStats;
import io.tracemill.schemas.PipelinePosition;
import io.tracemill.schemas.ProcessGroup;
import io.tracemill.schemas.RankFigures;
import io.tracemill.schemas.RankGroup;
import io.tracemill.schemas.RankStep;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.RankTransfers;
import io.tracemill.schemas.TimelinePattern;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TraceStepsTest {

    private static final int RANK = 2;

    private static TraceInfo trace(@Nullable Integer stage, List<ProcessGroup> groups) {
        TraceHeader header = TraceHeader.newBuilder()
                .setSource("rank2.json")
                .setDialect("kineto")
                .setWorldSize(4)
                .setFirstNs(0)
                .setLastNs(1)
                .setDeviceNames(Map.of())
                .setProcessNames(Map.of())
                .setThreadNames(Map.of())
                .setMetadata(Map.of())
                .setStage(stage)
                .setMicrobatches(8)
                .setGroups(groups)
                .build();
        TraceInfo info = new TraceInfo();
        info.setTraceId("t");
        info.setRun("run");
        info.setDate("2026-03-01");
        info.setNode("host");
        info.setRank(RANK);
        info.setState(TraceState.COMPLETE);
        info.setHeader(header);
        return info;
    }

    private static DeviceStats row(
            String device, @Nullable Integer step, @Nullable RankTransfers transfers, GroupCollectives... groups) {
        DeviceStats row = new DeviceStats();
        row.setDevice(device);
        row.setStep(step);
        row.setTotalNs(1_000);
        row.setComputingNs(600);
        row.setIdleNs(100);
        row.setIdleHostNs(40);
        row.setIdleLaunchNs(7);
        row.setCollectives(List.of(groups));
        row.setTransfers(transfers);
        row.setPattern(TimelinePattern.GAPS);
        return row;
    }

    private static GroupCollectives group(@Nullable String name, @Nullable Long size, long nanos) {
        return new GroupCollectives(name, size, 1L, nanos);
    }

    private static @Nullable PipelinePosition position(@Nullable RankTransfers transfers, GroupCollectives... groups) {
        return TraceSteps.of(trace(null, List.of()), List.of(row("0", 1, transfers, groups)), List.of())
                .getPosition();
    }

    @Test
    void groupsAreKnownByKindAndRanksAndSummedOverTheDevices() {
        List<ProcessGroup> known = List.of(new ProcessGroup("3", "tp", "2-3"), new ProcessGroup("4", "tp", "2-3"));
        RankSteps steps = TraceSteps.of(
                trace(1, known),
                List.of(
                        row("0", 0, null, group("3", 2L, 10), group("4", 2L, 5), group("9", 4L, 3)),
                        row("1", 0, null, group("3", 2L, 100)),
                        row("0", 1, null, group("x", null, 2), group("self", 1L, 9), group(null, null, 4))),
                List.of(
                        idle(0, HostActivity.INPUT, IdlePart.HOST, 30),
                        idle(0, HostActivity.INPUT, IdlePart.DEVICE, 20),
                        idle(0, HostActivity.PYTHON, IdlePart.HOST, 10),
                        idle(null, HostActivity.INPUT, IdlePart.HOST, 30)));
        assertThat(steps.getGroups())
                .containsExactly(
                        new RankGroup("group", "x"), new RankGroup("group of 4", "9"), new RankGroup("tp", "2-3"));
        assertThat(steps.getSteps())
                .extracting(RankStep::getGroupNs)
                .containsExactly(List.of(0L, 3L, 115L), List.of(2L, 0L, 0L));
        assertThat(steps.getSteps()).extracting(RankStep::getHostNs).containsExactly(64L, 47L);
        assertThat(steps.getSteps()).extracting(RankStep::getInputNs).containsExactly(30L, 0L);
        assertThat(steps.getSteps()).extracting(RankStep::getFirst).containsExactly(true, false);
        assertThat(steps.getStage()).isEqualTo(1);
        assertThat(steps.getMicrobatches()).isEqualTo(8);
        assertThat(steps.getNode()).isEqualTo("host");
    }

    @Test
    void monitoringIsToldTheMedianOfTheWholeStepsAndTheBottleneckOfTheLongestDevice() {
        List<DeviceStats> rows = new ArrayList<>();
        for (int step = -1; step < 4; step++) {
            DeviceStats row = row("0", step < 0 ? null : step, null);
            row.setTotalNs(1_000L * (step + 2));
            row.setTruncated(step == 3);
            rows.add(row);
        }
        RankFigures figures = TraceSteps.of(
                        trace(null, List.of()),
                        rows,
                        List.of(),
                        List.of(
                                bottleneck(BottleneckClass.SYNC_BOUND, null, 10),
                                bottleneck(BottleneckClass.MEMORY_BOUND, null, 20),
                                bottleneck(BottleneckClass.COMPUTE_BOUND, 1, 30)))
                .getFigures();

        assertThat(figures).isEqualTo(new RankFigures(1L, 3_000L, BottleneckClass.MEMORY_BOUND));
        assertThat(TraceSteps.of(trace(null, List.of()), List.of(), List.of(), List.of())
                        .getFigures())
                .isEqualTo(new RankFigures(1L, null, null));
    }

    private static IdleStats idle(@Nullable Integer step, HostActivity activity, IdlePart part, long nanos) {
        IdleStats row = new IdleStats();
        row.setStep(step);
        row.setClass$(activity);
        row.setPart(part);
        row.setIdleNs(nanos);
        return row;
    }

    private static Bottleneck bottleneck(BottleneckClass found, @Nullable Integer step, long nanos) {
        Bottleneck row = new Bottleneck();
        row.setBottleneck(found);
        row.setStep(step);
        row.setTotalNs(nanos);
        return row;
    }

    @Test
    void thePositionInThePipelineFollowsFromTransfersInTheForwardPass() {
        assertThat(position(new RankTransfers(2L, 0L, 3L, 3L))).isEqualTo(PipelinePosition.FIRST);
        assertThat(position(new RankTransfers(4L, 0L, 3L, 1L))).isEqualTo(PipelinePosition.MIDDLE);
        assertThat(position(new RankTransfers(2L, 0L, 1L, 1L))).isEqualTo(PipelinePosition.LAST);
        assertThat(position(null, group("tp", 2L, 1))).isEqualTo(PipelinePosition.NONE);
    }

    @Test
    void thePositionIsUnknownUnlessAllCommunicationIsDescribed() {
        assertThat(position(new RankTransfers(2L, 1L, 3L, null))).isNull();
        assertThat(position(new RankTransfers(2L, 0L, 3L, 3L), group(null, null, 1)))
                .isNull();
        assertThat(position(null)).isNull();
    }
}
