package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Quantity;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.FiredRule;
import io.tracemill.schemas.Remark;
import io.tracemill.schemas.RemarkKind;
import io.tracemill.schemas.SlowRankKind;
import io.tracemill.schemas.wording.Advice;
import io.tracemill.schemas.wording.Language;
import io.tracemill.schemas.wording.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Words for bottlenecks in one language. What a bottleneck does not have as data, because an older version wrote it, or
 * what a newer one says, is in its own English sentences.
 */
final class BottleneckWords {

    private final Wording wording;

    BottleneckWords(Language language) {
        wording = new Wording(language);
    }

    /** What a device is bound by, its shares and the confidence, in one sentence. */
    Sentence verdict(Bottleneck row) {
        return sentence(
                "verdict",
                Map.of(
                        "device", new Sentence.Words(device(row)),
                        "bound", new Sentence.Words(fill("bound." + row.getBottleneck(), Map.of())),
                        "window", new Quantity(row.getTotalNs(), Unit.TIME),
                        "computing", new Quantity(row.getComputingPct(), Unit.PERCENT),
                        "memory", new Quantity(row.getMemcpyPct(), Unit.PERCENT),
                        "communication", new Quantity(row.getCommunicationPct(), Unit.PERCENT),
                        "idle", new Quantity(row.getIdlePct(), Unit.PERCENT),
                        "confidence", new Sentence.Words(confidence(row))));
    }

    /** Sentence of a template, with words and numbers in its places. The numbers are not formatted yet. */
    Sentence sentence(String key, Map<String, Sentence.Part> values) {
        return sentence(Sentence.Tone.PLAIN, key, values);
    }

    /** Warning of a template, with words and numbers in its places. */
    Sentence warning(String key, Map<String, Sentence.Part> values) {
        return sentence(Sentence.Tone.WARNING, key, values);
    }

    private Sentence sentence(Sentence.Tone tone, String key, Map<String, Sentence.Part> values) {
        List<Sentence.Part> parts = new ArrayList<>();
        wording.template(key)
                .agreeing(place -> number(values.get(place)))
                .read(
                        words -> parts.add(new Sentence.Words(words)),
                        place -> parts.add(Objects.requireNonNull(values.get(place))));
        return new Sentence(tone, parts);
    }

    private static String number(Sentence.@Nullable Part part) {
        return part instanceof Quantity quantity ? String.valueOf(quantity.value()) : "";
    }

    private String device(Bottleneck row) {
        String device = row.getDevice() == null
                ? fill("device.unnamed", Map.of())
                : fill("device.named", Map.of("device", row.getDevice()));
        String model = Objects.requireNonNullElse(row.getDeviceName(), "");
        return model.isBlank() ? device : fill("device.model", Map.of("device", device, "model", model));
    }

    private String confidence(Bottleneck row) {
        String confidence = fill("confidence." + row.getConfidence().name(), Map.of());
        List<String> reasons = remarks(row, RemarkKind.REASON, row.getReasons());
        return reasons.isEmpty()
                ? confidence
                : fill(
                        "confidence.because",
                        Map.of("confidence", confidence, "reasons", String.join(fill("separator", Map.of()), reasons)));
    }

    /** Evidence, one sentence each. */
    List<String> evidence(Bottleneck row) {
        return remarks(row, RemarkKind.EVIDENCE, row.getEvidence());
    }

    /** Sentences of the remarks of a kind, or the English ones if not all of them are known as data. */
    private List<String> remarks(Bottleneck row, RemarkKind kind, List<String> english) {
        List<Remark> remarks = row.getRemarks().stream()
                .filter(remark -> remark.getKind() == kind)
                .toList();
        List<String> sentences =
                remarks.stream().map(wording::remark).flatMap(Optional::stream).toList();
        return sentences.size() == english.size() ? sentences : english;
    }

    /** What takes the time of the device, each followed by advice. */
    List<String> findings(Bottleneck row) {
        List<String> lines = new ArrayList<>();
        if (row.getCauses().isEmpty()) { // balanced, or written before causes were kept
            row.getRules().forEach(rule -> addRule(rule, lines));
            if (row.getRules().isEmpty()) {
                lines.add(advice(wording.recommendation(row)));
            }
        }
        for (Wording.Finding finding : wording.findings(row)) {
            lines.add(finding.sentence());
            finding.advice().forEach(text -> lines.add(advice(text)));
        }
        return lines;
    }

    private void addRule(FiredRule rule, List<String> lines) {
        lines.add(rule.getSentence());
        lines.add(advice(rule.getRecommendation()));
    }

    /** Advice on what makes a run slow. */
    Optional<String> advice(SlowRankKind kind) {
        return Advice.on(kind).map(advice -> advice(fill("advice." + advice, Map.of())));
    }

    /** Advice in these words. */
    String advice(String text) {
        return fill("advice", Map.of("advice", text));
    }

    /** Text of a template, with values in its places. */
    String fill(String key, Map<String, String> values) {
        return wording.template(key).fill(values);
    }
}
