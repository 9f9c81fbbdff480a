package io.tracemill.cli.report;

import io.tracemill.schemas.CollectiveStats;
import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.Diagnosis;
import io.tracemill.schemas.MeasureSpread;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.SlowRankKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run's rows, as an archive would hold them. */
final class RunRows {

    private RunRows() {}

    /** A run of which one rank is missing and another one slow; its steps are the more uneven the later they are. */
    static RunReport run(int lastStep) {
        List<RankSpread> steps = new ArrayList<>();
        for (int step = -1; step <= lastStep; step++) {
            steps.add(spread(step, 150_000_000L + 2_000_000L * Math.max(0, step)));
        }
        return new RunReport(
                spread(null, 2_600_000_000L),
                steps,
                List.of(
                        finding(SlowRankKind.SLOW_COMPUTE, 12.3)
                                .setRanks(List.of(2))
                                .setHits(17L)
                                .build(),
                        finding(SlowRankKind.IMBALANCED_STAGES, 4.5)
                                .setStage(1)
                                .setStageRanks(List.of(1, 2))
                                .setConfidence(Confidence.MEDIUM)
                                .build(),
                        finding(SlowRankKind.SLOW_LINK, 0.4)
                                .setCollective("dp")
                                .setGroup("0-2/2")
                                .setGroups(List.of("0-2/2"))
                                .setMinor(true)
                                .build()),
                List.of(diagnosis()),
                List.of(
                        collective("allreduce", "0", 16_777_216, 12, 1.75),
                        collective("allgather", "3", 4_096, 240, 0.875)));
    }

    /** A run in which no rank stands out, and which is slow as a whole for a reason. */
    static RunReport slowAsAWhole() {
        Diagnosis cause = diagnosis();
        cause.setKind(SlowRankKind.NONE);
        cause.setRanks(List.of());
        cause.setSummary("the first steps are slow");
        return new RunReport(
                spread(null, 2_600_000_000L),
                List.of(),
                List.of(finding(SlowRankKind.NONE, 0).build()),
                List.of(cause),
                List.of());
    }

    private static Diagnosis diagnosis() {
        return Diagnosis.newBuilder()
                .setRun("resnet")
                .setDate("2026-03-01")
                .setFinalMs(7)
                .setFindingNumber(1)
                .setKind(SlowRankKind.SLOW_COMPUTE)
                .setRanks(List.of(2))
                .setNodes(List.of("n1"))
                .setCostPct(12.3)
                .setCauseNumber(1)
                .setCause("THERMAL_THROTTLING")
                .setConfidence(Confidence.MEDIUM)
                .setReasons(List.of("only 2 peers"))
                .setSummary("rank 2 is too hot: temperature 91 Cel against 72 Cel")
                .setAdvice("Look at its fans.")
                .setReferences(List.of())
                .setKnowledge("tracemill 1")
                .setEvidenceValues(List.of())
                .setRanksWithTelemetry(3)
                .setRanksCompared(3)
                .build();
    }

    private static CollectiveStats collective(String name, String group, long bytes, long count, double factor) {
        long transit = 100_000 * count;
        long wait = 1_200_000 * count;
        double bandwidth = 1.25 * bytes * count / transit;
        return CollectiveStats.newBuilder()
                .setRun("resnet")
                .setDate("2026-03-01")
                .setGroup(group)
                .setGroupRanks("[0,1,2]")
                .setGroupSize(3L)
                .setName(name)
                .setDtype("Float")
                .setFromBytes(bytes)
                .setEvents(3 * count + 4)
                .setCompleteCount(count)
                .setIncompleteCount(1)
                .setIncompleteEvents(2)
                .setMismatchedCount(1)
                .setMismatchedEvents(2)
                .setUnmatchedEvents(0)
                .setBytes(5 * bytes * count / 4)
                .setDurationNs(3 * transit + wait)
                .setTransitNs(transit)
                .setTransitMinNs(90_000L)
                .setTransitMedianNs(100_000L)
                .setTransitMaxNs(120_000L)
                .setWaitNs(wait)
                .setSkewNs(700_000 * count)
                .setSkewMaxNs(2_000_000)
                .setAlgbwGbPerS(bandwidth)
                .setBusbwGbPerS(factor * bandwidth)
                .setLastRank(2)
                .setLastCount(count * 3 / 4)
                .setRanksCompared(3)
                .setWorldSize(4)
                .setLeftOutEvents(0)
                .setFinalMs(1_000)
                .build();
    }

    private static RankSpread spread(@Nullable Integer step, long slowest) {
        long window = step == null ? 3_000_000_000L : 200_000_000L;
        MeasureSpread computing = measure(window * 3 / 4, 0, slowest, 2, window);
        MeasureSpread exposed = measure(0, 2, slowest - window * 3 / 4, 1, window);
        boolean even = slowest - window * 3 / 4 <= window / 20;
        return RankSpread.newBuilder()
                .setRun("resnet")
                .setDate("2026-03-01")
                .setStep(step)
                .setTruncated(step != null && step == 13)
                .setRanksCompared(3)
                .setWorldSize(4)
                .setComplete(false)
                .setReason("3 of 4 ranks came; 3 were published and no more come")
                .setLeftOutTraces(1)
                .setMoreSteps(false)
                .setFinalMs(1_000)
                .setMeanTotalNs((double) window)
                .setComputing(computing)
                .setCommunication(exposed)
                .setExposedCommunication(exposed)
                .setIdle(measure(1_000, 0, 2_000, 1, window))
                .setLoadBalancePct(100 * computing.getAvgNs() / slowest)
                .setUneven(even ? List.of() : List.of("computing", "exposed_communication"))
                .build();
    }

    private static SlowRankFinding.Builder finding(SlowRankKind kind, double cost) {
        return SlowRankFinding.newBuilder()
                .setRun("resnet")
                .setDate("2026-03-01")
                .setKind(kind)
                .setRanks(List.of())
                .setStageRanks(List.of())
                .setGroups(List.of())
                .setCostPct(cost)
                .setHits(12L)
                .setSteps(17)
                .setConfidence(Confidence.HIGH)
                .setMinor(false)
                .setTransient$(false)
                .setFinal$(true)
                .setGuessed(false)
                .setRanksCompared(3)
                .setReason("3 of 4 ranks came; 3 were published and no more come")
                .setSlowdownBalanced(1.25)
                .setFinalMs(1_000);
    }

    private static MeasureSpread measure(long min, int minRank, long max, int maxRank, long window) {
        return new MeasureSpread(
                min, minRank, (min + max) / 2.0, max, maxRank, (max - min) / 2.0, 100.0 * (max - min) / window);
    }
}
