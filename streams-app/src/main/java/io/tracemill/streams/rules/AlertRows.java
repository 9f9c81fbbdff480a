package io.tracemill.streams.rules;

import io.tracemill.schemas.Alert;
import io.tracemill.schemas.AlertEnd;
import io.tracemill.schemas.AlertState;
import io.tracemill.schemas.UtcDay;
import io.tracemill.streams.state.AlertTrackState;
import org.jspecify.annotations.Nullable;

/** Rows of changes of alerts, with sentences for people. */
final class AlertRows {

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final String rules;

    /** Rows of rules with a name and revision. */
    AlertRows(String rules) {
        this.rules = rules;
    }

    /**
     * How alerts of several subjects fire together.
     *
     * @param firing number of those that fire
     * @param all number of those that are watched
     */
    record Together(int firing, int all) {}

    /**
     * What is told.
     *
     * @param rule the rule; null if it is gone
     * @param time time of the change, in ns since the epoch
     * @param toldMillis time of the log, in ms since 1970
     */
    record Change(@Nullable Rule rule, AlertTrack track, String node, long time, long toldMillis) {}

    /** The row of a change that a value has made. */
    Alert row(Change change) {
        AlertTrackState track = change.track.kept();
        return common(change)
                .setValue(track.getValue())
                .setBaseline(track.getBaseline())
                .setThreshold(threshold(change.rule, change.track))
                .setSummary(sentence(change))
                .setEndReason(change.track.isOpen() ? null : AlertEnd.CLEARED)
                .build();
    }

    /** The row of the end of an alert for another reason. */
    Alert ended(Change change, AlertEnd reason) {
        String why = switch (reason) {
            case NO_DATA -> "nothing was read for an hour";
            case RECORDING_ENDED -> "the recording ends here";
            case RULE_CHANGED -> "the rule has been changed";
            case RULE_GONE -> "the rule is gone";
            case CLEARED -> throw new IllegalArgumentException("a value has cleared it");
        };
        Rule rule = change.rule;
        String title =
                rule == null ? change.track.kept().getRule() : rule.texts().title();
        return common(change)
                .setValue(null)
                .setSummary(title + ": " + why)
                .setEndReason(reason)
                .build();
    }

    /** The row of an alert for a node, most of whose devices have it. */
    Alert together(Change change, Together of) {
        Rule rule = change.rule;
        String title = rule == null ? "" : rule.texts().title();
        return common(change)
                .setValue((double) of.firing)
                .setSummary(title + ": " + of.firing + " of " + of.all + " devices")
                .setEndReason(change.track.isOpen() ? null : AlertEnd.CLEARED)
                .build();
    }

    private Alert.Builder common(Change change) {
        AlertTrackState track = change.track.kept();
        @Nullable Rule rule = change.rule;
        return Alert.newBuilder()
                .setDate(UtcDay.of(change.time))
                .setRule(track.getRule())
                .setSubject(track.getSubject())
                .setState(change.track.state())
                .setLevel(change.track.level())
                .setTimeNs(change.time)
                .setSinceNs(track.getSinceNs())
                .setToldMs(change.toldMillis)
                .setNode(change.node)
                .setDevice(track.getDevice())
                .setSource(track.getSource())
                .setQuantity(rule == null ? "" : rule.measure().quantity())
                .setStatistic(rule == null ? "" : rule.measure().of().toString())
                .setWindowNs(rule == null ? 0 : rule.timing().windowMinutes() * MINUTE_NANOS)
                .setAdvice(rule == null ? "" : rule.texts().advice())
                .setFlapping(track.getFlapping())
                .setInhibitedBy(track.getInhibited() ? change.node : null)
                .setRuleSet(rules);
    }

    private static @Nullable Double threshold(@Nullable Rule rule, AlertTrack track) {
        if (rule == null) {
            return null;
        }
        @Nullable Double limit = rule.limits().of(track.level());
        @Nullable Double baseline = track.kept().getBaseline();
        return limit == null || !rule.ofBaseline() || baseline == null ? limit : (Double) (limit * baseline);
    }

    private static String sentence(Change change) {
        Rule rule = change.rule;
        @Nullable Double value = change.track.kept().getValue();
        if (rule == null || value == null) {
            return "";
        }
        Rule.Texts texts = rule.texts();
        @Nullable Double limit = threshold(rule, change.track);
        @Nullable Double baseline = change.track.kept().getBaseline();
        boolean wrong = change.track.state() == AlertState.PENDING || change.track.isFiring();
        return texts.says() + " " + texts.unit().show(value)
                + (limit == null
                        ? ""
                        : (wrong ? ", " : ", no longer ")
                                + (rule.limits().above() ? "above " : "below ")
                                + texts.unit().show(limit))
                + (rule.ofBaseline() && baseline != null
                        ? "; usually " + texts.unit().show(baseline)
                        : "");
    }
}
