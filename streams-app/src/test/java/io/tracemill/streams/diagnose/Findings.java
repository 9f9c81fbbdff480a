package io.tracemill.streams.diagnose;

import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.RunComparison;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.SlowRankKind;
import java.util.List;

/** Findings of a run of eight ranks, made by hand: seen in 48 of 50 steps, at 29 % of the step time. */
public final class Findings {

    private Findings() {}

    public static SlowRankFinding.Builder of(SlowRankKind kind, Integer... ranks) {
        return SlowRankFinding.newBuilder()
                .setRun("run")
                .setDate("2026-11-30")
                .setKind(kind)
                .setRanks(List.of(ranks))
                .setStageRanks(List.of())
                .setGroups(List.of())
                .setCostPct(29)
                .setHits(48)
                .setSteps(50)
                .setConfidence(Confidence.HIGH)
                .setMinor(false)
                .setTransient$(false)
                .setFinal$(true)
                .setGuessed(false)
                .setRanksCompared(8)
                .setFinalMs(7);
    }

    public static RunComparison comparison(SlowRankFinding.Builder... findings) {
        return RunComparison.newBuilder()
                .setFinalMs(7)
                .setTraces(List.of("trace0", "trace1", "trace2", "trace3", "trace4", "trace5", "trace6", "trace7"))
                .setComplete(true)
                .setFindings(List.of(findings).stream()
                        .map(SlowRankFinding.Builder::build)
                        .toList())
                .build();
    }
}
