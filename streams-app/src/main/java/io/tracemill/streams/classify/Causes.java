package io.tracemill.streams.classify;

import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.Cause;
import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.IdleCause;
import io.tracemill.schemas.wording.Advice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What takes the window of a device: the rules that fired, and the largest causes of its idle time. */
final class Causes {

    private static final double LARGE_PCT = 5;
    private static final int MOST_IDLE_CAUSES = 3;

    private final DeviceStats row;
    private final IdleShares idle;
    private final Confidence confidence;

    private Causes(DeviceStats row, IdleShares idle, Confidence confidence) {
        this.row = row;
        this.idle = idle;
        this.confidence = confidence;
    }

    /** Causes of a window, largest share first. */
    static List<Cause> of(DeviceStats row, List<Rule> fired, IdleShares idle, Confidence confidence) {
        return new Causes(row, idle, confidence).causes(fired);
    }

    private List<Cause> causes(List<Rule> fired) {
        List<IdleShare> large = large(Rule.fires(BottleneckClass.SYNC_BOUND, fired));
        List<Cause> causes = new ArrayList<>();
        fired.forEach(rule -> causes.add(cause(rule, large)));
        large.forEach(share -> causes.add(cause(share)));
        causes.sort(Comparator.comparingDouble(cause -> -cause.getSharePct()));
        return causes;
    }

    /** Shares of the idle time that are over 5 % of the window; of much idle time at least the largest one. */
    private List<IdleShare> large(boolean idleFired) {
        List<IdleShare> large = idle.shares().stream()
                .filter(share -> Shares.percent(share.nanos(), row.getTotalNs()) > LARGE_PCT)
                .limit(MOST_IDLE_CAUSES)
                .toList();
        return large.isEmpty() && idleFired ? idle.shares().stream().limit(1).toList() : large;
    }

    private Cause cause(Rule rule, List<IdleShare> large) {
        return cause(code(rule.bottleneck()), rule.nanos(), advice(rule.bottleneck(), large))
                .setConfidence(confidence)
                .build();
    }

    private Cause cause(IdleShare share) {
        IdleShare.@Nullable Name name = share.name().orElse(null);
        boolean real = share.cause() != IdleCause.BEFORE_RECORDING;
        return cause(share.code(), share.nanos(), share.advice())
                .setClass$(share.activity())
                .setName(name == null ? null : name.name())
                .setPlace(name == null ? null : name.place().orElse(null))
                .setNameNs(name == null ? null : name.nanos())
                .setGaps(share.gaps())
                .setConfidence(real ? confidence : Confidence.LOW)
                .build();
    }

    private Cause.Builder cause(String code, long nanos, Advice advice) {
        return Cause.newBuilder()
                .setCode(code)
                .setTimeNs(nanos)
                .setSharePct(Shares.percent(nanos, row.getTotalNs()))
                .setStep(row.getStep())
                .setAdvice(advice.name());
    }

    /** Code of the cause that a rule finds. */
    static String code(BottleneckClass bottleneck) {
        return switch (bottleneck) {
            case COMPUTE_BOUND -> "COMPUTING";
            case MEMORY_BOUND -> "MEMORY";
            case COMMUNICATION_BOUND -> "COMMUNICATION";
            case SYNC_BOUND -> "IDLE";
            case BALANCED -> throw new IllegalArgumentException("a rule that fires is never " + bottleneck);
        };
    }

    private Advice advice(BottleneckClass bottleneck, List<IdleShare> large) {
        return switch (bottleneck) {
            case COMPUTE_BOUND -> Advice.COMPUTING;
            case MEMORY_BOUND -> Advice.MEMORY;
            case COMMUNICATION_BOUND -> Advice.COMMUNICATION;
            case SYNC_BOUND ->
                large.isEmpty() || idle.unexplainedNanos() > large.get(0).nanos()
                        ? Advice.IDLE_UNEXPLAINED
                        : large.get(0).advice();
            case BALANCED -> Advice.BALANCED;
        };
    }
}
