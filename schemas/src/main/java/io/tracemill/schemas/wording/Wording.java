package io.tracemill.schemas.wording;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.Cause;
import io.tracemill.schemas.Remark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Words of one language for what a bottleneck says. Codes that it does not know, as of a newer version, have no words:
 * their sentences are left out.
 */
public final class Wording {

    private static final String IDLE = "IDLE";
    private static final String IDLE_PARTS = "IDLE_PARTS";
    private static final String NAME = "name";

    private final Templates templates;

    /** Creates the words of a language. */
    public Wording(Language language) {
        templates = Templates.of(language);
    }

    /**
     * What takes a large part of a window.
     *
     * @param code code of the cause
     * @param sentence what it is, in one sentence
     * @param advice what to do against it; for idle time, against each of its causes
     */
    public record Finding(String code, String sentence, List<String> advice) {}

    /** Findings of a window, largest share first. If the rule on idle time fired, the causes of idle time are in it. */
    public List<Finding> findings(Bottleneck row) {
        List<Finding> findings = new ArrayList<>();
        boolean idleFired = row.getCauses().stream().anyMatch(Wording::isIdleRule);
        for (Cause cause : row.getCauses()) {
            if (isIdleRule(cause)) {
                findings.add(idle(cause, row));
            } else if (isRule(cause)) {
                findings.add(finding(cause, rule(cause, row, ""), List.of(cause)));
            } else if (!idleFired && isKnown(cause)) {
                findings.add(finding(cause, templates.fill("idle", Map.of("cause", clause(cause))), List.of(cause)));
            }
        }
        return findings;
    }

    /** Advice of a code on a cause; empty if the code is not known. */
    public Optional<String> advice(Cause cause) {
        String key = "advice." + cause.getAdvice();
        return templates.has(key)
                ? Optional.of(templates.fill(key, Map.of("call", call(cause), "time", Figure.time(cause.getTimeNs()))))
                : Optional.empty();
    }

    /**
     * What to do first: the advice on the rule that decides, or without a rule on the largest cause. Without causes the
     * device is balanced, or an older version wrote the row; that has a recommendation of its own.
     */
    public String recommendation(Bottleneck row) {
        return recommendation(row, findings(row));
    }

    /** What to do first, as {@link #recommendation(Bottleneck)} says, where the findings are known already. */
    public String recommendation(Bottleneck row, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> templates.has("rule." + finding.code()))
                .findFirst()
                .or(() -> findings.stream().findFirst())
                .flatMap(finding -> finding.advice().stream().findFirst())
                .orElseGet(() -> row.getBottleneck() == BottleneckClass.BALANCED
                        ? templates.fill("advice." + Advice.BALANCED, Map.of())
                        : row.getRecommendation());
    }

    /** Sentence of a remark; empty if its code is not known. */
    public Optional<String> remark(Remark remark) {
        String key = "remark." + remark.getCode();
        if (!templates.has(key)) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        remark.getValues().forEach(value -> values.put(value.getName(), value.getValue()));
        if (remark.getCode().equals(IDLE_PARTS)) {
            idleParts(values).ifPresent(parts -> values.put("parts", parts));
        }
        values.computeIfPresent("activity", (place, code) -> templates.fill("activity." + code, Map.of()));
        return values.keySet().containsAll(templates.get(key).places())
                ? Optional.of(templates.fill(key, values))
                : Optional.empty();
    }

    /** Parts of idle time that take any. */
    private Optional<String> idleParts(Map<String, String> values) {
        return Stream.of("host", "launch", "device", "unknown")
                .filter(part -> !values.getOrDefault(part, "").matches("(0(\\.0*)? .*)?"))
                .map(part -> templates.fill("idle." + part, Map.of("time", values.getOrDefault(part, ""))))
                .reduce((one, next) -> one + templates.fill("separator.parts", Map.of()) + next);
    }

    /** Template of a key of the resources. */
    public Template template(String key) {
        return templates.get(key);
    }

    private Finding idle(Cause rule, Bottleneck row) {
        List<Cause> causes = row.getCauses().stream()
                .filter(cause -> !isRule(cause) && isKnown(cause))
                .toList();
        String clauses = causes.stream()
                .map(this::clause)
                .reduce((one, next) -> one + templates.fill("separator", Map.of()) + next)
                .map(all -> templates.fill("rule.IDLE.causes", Map.of("causes", all)))
                .orElse("");
        List<Cause> advised = new ArrayList<>(causes);
        if (causes.stream().noneMatch(cause -> cause.getAdvice().equals(rule.getAdvice()))) {
            advised.add(0, rule);
        }
        return finding(rule, rule(rule, row, clauses), advised);
    }

    private Finding finding(Cause cause, String sentence, List<Cause> advised) {
        Set<String> advice = new LinkedHashSet<>();
        advised.forEach(one -> advice(one).ifPresent(advice::add));
        return new Finding(cause.getCode(), sentence, List.copyOf(advice));
    }

    private String rule(Cause cause, Bottleneck row, String causes) {
        double threshold = switch (cause.getCode()) {
            case "COMPUTING" -> row.getThresholds().getComputePct();
            case "MEMORY" -> row.getThresholds().getMemoryPct();
            case "COMMUNICATION" -> row.getThresholds().getCommunicationPct();
            default -> row.getThresholds().getIdlePct();
        };
        return templates.fill(
                "rule." + cause.getCode(),
                Map.of(
                        "share", Figure.percent(cause.getSharePct()),
                        "threshold", Figure.percent(threshold),
                        "causes", causes));
    }

    /** What took idle time, as a part of a sentence. */
    private String clause(Cause cause) {
        return templates.fill(
                "cause",
                Map.of(
                        "activity",
                        templates.fill("activity." + cause.getCode(), Map.of()),
                        "time",
                        Figure.time(cause.getTimeNs()),
                        "share",
                        Figure.percent(cause.getSharePct()),
                        NAME,
                        name(cause)));
    }

    private String name(Cause cause) {
        @Nullable String name = cause.getName();
        @Nullable Long nanos = cause.getNameNs();
        if (name == null || nanos == null || cause.getCode().equals("BEFORE_RECORDING")) {
            return "";
        }
        boolean meanwhile = cause.getClass$() == null
                || !cause.getCode().equals(cause.getClass$().name());
        String key = meanwhile ? "cause.meanwhile" : nanos == cause.getTimeNs() ? "cause.name" : "cause.part";
        return templates.fill(key, Map.of(NAME, placed("", cause, name), "time", Figure.time(nanos)));
    }

    private String call(Cause cause) {
        @Nullable String name = cause.getName();
        return name == null ? templates.fill("advice.SYNC.unnamed", Map.of()) : placed("advice.SYNC.", cause, name);
    }

    /** Name with its place, unless the place is the name itself or not known. */
    private String placed(String prefix, Cause cause, String name) {
        @Nullable String place = cause.getPlace();
        return place == null || place.equals(name)
                ? templates.fill(prefix + "named", Map.of(NAME, name))
                : templates.fill(prefix + "placed", Map.of(NAME, name, "place", place));
    }

    private boolean isKnown(Cause cause) {
        return templates.has("activity." + cause.getCode());
    }

    private boolean isRule(Cause cause) {
        return templates.has("rule." + cause.getCode());
    }

    private static boolean isIdleRule(Cause cause) {
        return cause.getCode().equals(IDLE);
    }
}
