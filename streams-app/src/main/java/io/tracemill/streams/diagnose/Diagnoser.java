package io.tracemill.streams.diagnose;

import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.Diagnosis;
import io.tracemill.schemas.RankTelemetry;
import io.tracemill.schemas.RunComparison;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.SlowRankKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says why a run is slow. It has no state and no clock: the same input gives the same rows, in any order. */
public final class Diagnoser {

    private final KnowledgeBase knowledge;

    private Diagnoser(KnowledgeBase knowledge) {
        this.knowledge = knowledge;
    }

    /** A diagnoser that knows the causes of a knowledge base. */
    public static Diagnoser of(KnowledgeBase knowledge) {
        return new Diagnoser(knowledge);
    }

    /**
     * Rows of the causes of each finding that is not minor, the likeliest of a finding first; one of the cause UNKNOWN
     * if none fits. Without such a finding, or without a comparison, the rows are about the whole run, of kind NONE.
     *
     * @param date UTC day of the run, as YYYY-MM-DD
     * @param comparison how its ranks compare; null if they were not compared
     * @param telemetry what is known of its traces, in any order; those without a rank are left out
     * @param finalMillis time at which the diagnosis is made, in ms of the partition's time
     */
    public List<Diagnosis> diagnose(
            String run,
            String date,
            @Nullable RunComparison comparison,
            Collection<RankTelemetry> telemetry,
            long finalMillis) {
        RunTelemetry ranks = RunTelemetry.of(comparison, telemetry);
        List<Subject> subjects = subjects(run, date, comparison, ranks);
        Set<Integer> named = new TreeSet<>();
        subjects.forEach(subject -> named.addAll(subject.ranks()));
        List<Diagnosis> rows = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            Subject subject = subjects.get(i);
            Judge judge = new Judge(knowledge, subject, ranks, named);
            rows.addAll(new DiagnosisRows(knowledge, subject, ranks, i + 1).of(judge, run, date, finalMillis));
        }
        return rows;
    }

    private static List<Subject> subjects(
            String run, String date, @Nullable RunComparison comparison, RunTelemetry ranks) {
        List<SlowRankFinding> findings = comparison == null ? List.of() : comparison.getFindings();
        List<Subject> subjects = findings.stream()
                .filter(finding -> !finding.getMinor() && finding.getKind() != SlowRankKind.NONE)
                .map(Subject::of)
                .toList();
        if (!subjects.isEmpty()) {
            return subjects;
        }
        return List.of(Subject.of(findings.stream()
                .filter(finding -> finding.getKind() == SlowRankKind.NONE)
                .findFirst()
                .orElseGet(() -> nothing(run, date, ranks))));
    }

    private static SlowRankFinding nothing(String run, String date, RunTelemetry ranks) {
        return SlowRankFinding.newBuilder()
                .setRun(run)
                .setDate(date)
                .setKind(SlowRankKind.NONE)
                .setRanks(List.of())
                .setStageRanks(List.of())
                .setGroups(List.of())
                .setCostPct(0)
                .setHits(0)
                .setSteps(0)
                .setConfidence(Confidence.HIGH)
                .setMinor(false)
                .setTransient$(false)
                .setFinal$(true)
                .setGuessed(false)
                .setRanksCompared(ranks.size())
                .setFinalMs(0)
                .build();
    }
}
