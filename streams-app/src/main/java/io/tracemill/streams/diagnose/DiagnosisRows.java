package io.tracemill.streams.diagnose;

import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.Diagnosis;
import io.tracemill.schemas.Evidence;
import io.tracemill.schemas.QuantityFact;
import io.tracemill.schemas.SlowRankFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rows of the causes of one finding. */
final class DiagnosisRows {

    /** Most values that a row has; a large node has one for each of its devices and conditions. */
    private static final int MAX_EVIDENCE = 64;

    private final KnowledgeBase knowledge;
    private final Subject subject;
    private final SlowRankFinding finding;
    private final RunTelemetry run;
    private final int number;
    private final Sentences sentences;

    /**
     * Creates the rows of a finding.
     *
     * @param number number of the finding within the run, from 1
     */
    DiagnosisRows(KnowledgeBase knowledge, Subject subject, RunTelemetry run, int number) {
        this.knowledge = knowledge;
        this.subject = subject;
        this.finding = subject.finding();
        this.run = run;
        this.number = number;
        this.sentences = new Sentences(finding);
    }

    /** A row for each cause, or one of a cause that is not known. */
    List<Diagnosis> of(Judge judge, String name, String date, long finalMillis) {
        List<Judgement> causes = judge.causes();
        List<Diagnosis> rows = new ArrayList<>();
        for (Judgement cause : causes) {
            rows.add(row(name, date, finalMillis)
                    .setCauseNumber(rows.size() + 1)
                    .setCause(cause.cause().code())
                    .setConfidence(cause.confidence())
                    .setReasons(cause.reasons())
                    .setSummary(sentences.summary(cause))
                    .setAdvice(cause.cause().texts().advice())
                    .setReferences(cause.cause().texts().sources())
                    .setEvidenceValues(evidence(cause.signs()))
                    .build());
        }
        return causes.isEmpty() ? List.of(unknown(row(name, date, finalMillis), judge.reason())) : rows;
    }

    private Diagnosis unknown(Diagnosis.Builder row, String reason) {
        return row.setCauseNumber(1)
                .setCause(KnowledgeBase.UNKNOWN)
                .setConfidence(Confidence.LOW)
                .setReasons(List.of(reason))
                .setSummary(sentences.unknown(reason))
                .setAdvice(knowledge.unknown().advice())
                .setReferences(knowledge.unknown().sources())
                .setEvidenceValues(List.of())
                .build();
    }

    private Diagnosis.Builder row(String name, String date, long finalMillis) {
        return Diagnosis.newBuilder()
                .setRun(name)
                .setDate(date)
                .setFinalMs(finalMillis)
                .setFindingNumber(number)
                .setKind(finding.getKind())
                .setRanks(finding.getRanks())
                .setNodes(nodes())
                .setStage(finding.getStage())
                .setGroup(finding.getGroup())
                .setCostPct(finding.getCostPct())
                .setKnowledge(knowledge.name())
                .setRanksWithTelemetry(run.withDevice())
                .setRanksCompared(finding.getRanksCompared());
    }

    private List<String> nodes() {
        Set<String> nodes = new TreeSet<>();
        if (finding.getHost() != null) {
            nodes.add(finding.getHost());
        }
        for (int rank : finding.getRanks()) {
            for (Witness witness : run.of(rank)) {
                if (witness.node() != null) {
                    nodes.add(witness.node());
                }
            }
        }
        return new ArrayList<>(nodes);
    }

    private List<Evidence> evidence(List<Sign> signs) {
        return signs.stream().limit(MAX_EVIDENCE).map(this::evidence).toList();
    }

    private Evidence evidence(Sign sign) {
        @Nullable Witness witness = sign.witness();
        @Nullable QuantityFact reading = sign.reading();
        boolean isOfRun = sign.ofRun() || witness == null;
        boolean hasPlace = !isOfRun || (sign.comparison().whose() == Whose.LARGEST && sign.isOfNode());
        return Evidence.newBuilder()
                .setCode(sign.code())
                .setRank(isOfRun || witness == null ? null : (Integer) witness.rank())
                .setNode(hasPlace && witness != null ? witness.node() : null)
                .setDevice(isOfRun || reading == null ? null : reading.getDevice())
                .setQuantity(sign.asked().fact().name())
                .setValue(sign.value())
                .setPeersValue(sign.peers())
                .setSource(reading == null ? null : reading.getSource())
                .setSamples(reading == null ? null : (Integer) reading.getSamples())
                .setIntervalNs(reading == null ? null : reading.getIntervalNs())
                .setStartNs(witness == null ? start() : witness.telemetry().getStartNs())
                .setEndNs(witness == null ? end() : witness.telemetry().getEndNs())
                .build();
    }

    /** Evidence of a finding is about all traces of its ranks. */
    private long start() {
        return about().stream()
                .mapToLong(witness -> witness.telemetry().getStartNs())
                .min()
                .orElse(0);
    }

    private long end() {
        return about().stream()
                .mapToLong(witness -> witness.telemetry().getEndNs())
                .max()
                .orElse(0);
    }

    private List<Witness> about() {
        List<Witness> own =
                subject.ranks().stream().flatMap(rank -> run.of(rank).stream()).toList();
        return own.isEmpty() ? run.all() : own;
    }
}
