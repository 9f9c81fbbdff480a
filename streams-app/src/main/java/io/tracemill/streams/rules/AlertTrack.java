package io.tracemill.streams.rules;

import io.tracemill.schemas.AlertEnd;
import io.tracemill.schemas.AlertLevel;
import io.tracemill.schemas.AlertState;
import io.tracemill.streams.state.AlertTrackState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The alert of one rule and one subject, and what becomes of it with each window. Times are ends of windows, in ns
 * since the epoch. A window without data leaves it as it is, for an hour at most.
 */
final class AlertTrack {

    /** For how long an alert goes on without data, in ns. What is over is remembered as long, to see it flap. */
    static final long HOUR_NANOS = 3_600_000_000_000L;

    /** For how long a baseline is kept while something is wrong, in ns. */
    private static final long BASELINE_NANOS = 24 * HOUR_NANOS;

    private static final long MINUTE_NANOS = HOUR_NANOS / 60;
    private static final int MOST_TURNS = 6;

    private final AlertTrackState track;
    private AlertState state;
    private AlertLevel level;

    /** An alert of a subject of which nothing was wrong so far. */
    AlertTrack(Rule rule, Subject subject, long time) {
        track = AlertTrackState.newBuilder()
                .setRule(rule.name())
                .setRuleHash(rule.hash())
                .setSubject(subject.text())
                .setDevice(subject.device())
                .setSource(subject.source())
                .setState("")
                .setLevel("")
                .setSinceNs(time)
                .setChangedNs(time)
                .setSeenNs(time)
                .setTurnsNs(new ArrayList<>())
                .setFlapping(false)
                .setInhibited(false)
                .build();
        state = AlertState.INACTIVE;
        level = AlertLevel.WARNING;
    }

    /** An alert as it was kept. */
    AlertTrack(AlertTrackState kept) {
        track = kept;
        state = AlertState.valueOf(kept.getState());
        level = AlertLevel.valueOf(kept.getLevel());
    }

    /** It as it is to be kept. */
    AlertTrackState kept() {
        track.setState(state.name());
        track.setLevel(level.name());
        return track;
    }

    AlertState state() {
        return state;
    }

    AlertLevel level() {
        return level;
    }

    boolean isFiring() {
        return state == AlertState.FIRING;
    }

    /** Whether something is wrong, if perhaps not for long. */
    boolean isOpen() {
        return state == AlertState.PENDING || state == AlertState.FIRING;
    }

    /** Whether nothing need be known of it any more. */
    boolean isForgotten(long time) {
        return !isOpen() && time - track.getChangedNs() > HOUR_NANOS;
    }

    /** The baseline that it is compared with, if that does not follow the values now. */
    Optional<Double> baseline(long time) {
        boolean kept = isOpen() && time - track.getSinceNs() <= BASELINE_NANOS;
        return kept ? Optional.ofNullable(track.getBaseline()) : Optional.empty();
    }

    /**
     * Takes the next window.
     *
     * @return whether the alert has changed, which people must be told
     */
    boolean next(Rule rule, Seen seen, long time) {
        @Nullable Double value = seen.value();
        if (value == null) {
            return false;
        }
        track.setSeenNs(time);
        track.setValue(value);
        Limits limits = rule.limits();
        if (rule.ofBaseline()) {
            @Nullable Double baseline = seen.baseline();
            if (baseline == null) {
                return false;
            }
            track.setBaseline(baseline);
            limits = limits.times(baseline);
        }
        Optional<AlertLevel> reached = seen.counts() ? limits.levelOf(value) : Optional.empty();
        return switch (state) {
            case INACTIVE, RESOLVED -> reached.isPresent() && begin(rule, reached.get(), time);
            case PENDING -> goOnPending(rule, reached, time);
            case FIRING ->
                goOnFiring(rule, seen.counts() ? limits.levelLeftBy(value) : Optional.empty(), reached, time);
        };
    }

    private boolean begin(Rule rule, AlertLevel reached, long time) {
        track.setRuleHash(rule.hash());
        track.setSinceNs(time);
        track.setClearSinceNs(null);
        level = reached;
        return rule.timing().forMinutes() == 0 ? fire(time) : change(AlertState.PENDING, time);
    }

    private boolean goOnPending(Rule rule, Optional<AlertLevel> reached, long time) {
        if (reached.isEmpty()) {
            return change(AlertState.INACTIVE, time);
        }
        level = reached.get();
        return time - track.getSinceNs() >= rule.timing().forMinutes() * MINUTE_NANOS && fire(time);
    }

    private boolean fire(long time) {
        turn(time);
        return change(AlertState.FIRING, time);
    }

    private boolean goOnFiring(Rule rule, Optional<AlertLevel> left, Optional<AlertLevel> reached, long time) {
        if (left.isEmpty()) {
            @Nullable Long since = track.getClearSinceNs();
            long clear = since == null ? time : since;
            track.setClearSinceNs(clear);
            long wait = track.getFlapping() ? HOUR_NANOS : rule.timing().clearMinutes() * MINUTE_NANOS;
            return time - clear >= wait && resolve(time);
        }
        track.setClearSinceNs(null);
        AlertLevel before = level;
        boolean worse = reached.isPresent() && reached.get() == AlertLevel.CRITICAL;
        level = worse ? AlertLevel.CRITICAL : left.get() == AlertLevel.WARNING ? AlertLevel.WARNING : level;
        return level != before;
    }

    private boolean resolve(long time) {
        turn(time);
        track.setFlapping(false);
        track.setInhibited(false);
        return change(AlertState.RESOLVED, time);
    }

    private void turn(long time) {
        List<Long> turns = new ArrayList<>(track.getTurnsNs());
        turns.removeIf(turn -> time - turn >= HOUR_NANOS);
        turns.add(time);
        track.setTurnsNs(turns);
        track.setFlapping(turns.size() >= MOST_TURNS);
    }

    private boolean change(AlertState to, long time) {
        state = to;
        track.setChangedNs(time);
        return true;
    }

    /**
     * Ends it if it goes on without data for too long, or if its rule is not what it was.
     *
     * @param rule the rule of its name now; null if there is none
     * @return why it ended; empty if it did not
     */
    Optional<AlertEnd> end(@Nullable Rule rule, long time) {
        @Nullable
        AlertEnd reason = rule == null
                ? AlertEnd.RULE_GONE
                : rule.hash() != track.getRuleHash()
                        ? AlertEnd.RULE_CHANGED
                        : time - track.getSeenNs() > HOUR_NANOS ? AlertEnd.NO_DATA : null;
        return reason != null && close(time) ? Optional.of(reason) : Optional.empty();
    }

    /**
     * Ends it, whatever its value.
     *
     * @return whether it was open
     */
    boolean close(long time) {
        if (!isOpen()) {
            return false;
        }
        track.setFlapping(false);
        track.setInhibited(false);
        return change(isFiring() ? AlertState.RESOLVED : AlertState.INACTIVE, time);
    }

    /**
     * Notes whether another alert says it already.
     *
     * @return whether that is a change of a firing alert
     */
    boolean inhibit(boolean by) {
        boolean changed = isFiring() && track.getInhibited() != by;
        track.setInhibited(isFiring() && by);
        return changed;
    }

    /**
     * Takes whether an alert for several subjects must fire.
     *
     * @param worst level of the worst of them; empty if it must not
     * @return whether it has changed
     */
    boolean together(Rule rule, Optional<AlertLevel> worst, long time) {
        track.setRuleHash(rule.hash());
        track.setSeenNs(time);
        if (worst.isEmpty()) {
            return isFiring() && resolve(time);
        }
        AlertLevel before = level;
        level = worst.get();
        if (!isFiring()) {
            track.setSinceNs(time);
            return fire(time);
        }
        return level != before;
    }
}
