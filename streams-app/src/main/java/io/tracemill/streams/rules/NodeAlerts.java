package io.tracemill.streams.rules;

import io.tracemill.schemas.Alert;
import io.tracemill.schemas.AlertEnd;
import io.tracemill.schemas.AlertLevel;
import io.tracemill.streams.state.AlertTrackState;
import io.tracemill.streams.state.NodeAlertsState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The alerts of a node and of its devices and exporters. Windows must be passed in the order of their times. */
public final class NodeAlerts {

    /** Most alerts of a node that are remembered. What more of its subjects do is not watched. */
    static final int MOST = 2_000;

    private final String node;
    private final RuleSet rules;
    private final AlertRows rows;
    private final Map<Key, AlertTrack> tracks = new TreeMap<>();
    private boolean changed;

    private record Key(String rule, String subject) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byRule = rule.compareTo(other.rule);
            return byRule == 0 ? subject.compareTo(other.subject) : byRule;
        }
    }

    /**
     * The time of a window and of the log.
     *
     * @param nanos end of the window, in ns since the epoch
     * @param toldMillis time of the log, in ms since 1970
     */
    public record At(long nanos, long toldMillis) {}

    /** A node whose alerts were kept; null if there are none. */
    public NodeAlerts(String node, RuleSet rules, @Nullable NodeAlertsState kept) {
        this.node = node;
        this.rules = rules;
        this.rows = new AlertRows(rules.name());
        if (kept != null) {
            for (AlertTrackState track : kept.getAlerts()) {
                tracks.put(new Key(track.getRule(), track.getSubject()), new AlertTrack(track));
            }
        }
    }

    /** The alerts as they are to be kept. */
    public NodeAlertsState kept() {
        List<AlertTrackState> kept = new ArrayList<>();
        tracks.values().forEach(track -> kept.add(track.kept()));
        return new NodeAlertsState(kept);
    }

    /** Number of those that are open: something is wrong. */
    public int open() {
        return (int) tracks.values().stream().filter(AlertTrack::isOpen).count();
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return tracks.isEmpty();
    }

    /** Whether {@link #kept} has changed since this was asked last. */
    public boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    /** The baseline that the alert of a subject is compared with, if that does not follow the values now. */
    public Optional<Double> baseline(Rule rule, Subject subject, long time) {
        @Nullable AlertTrack track = tracks.get(new Key(rule.name(), subject.text()));
        return track == null ? Optional.empty() : track.baseline(time);
    }

    /** Takes what a window says of each subject of a rule. */
    public void next(Rule rule, Map<Subject, Seen> windows, At at, Consumer<? super Alert> out) {
        windows.forEach((subject, seen) -> next(rule, subject, seen, at, out));
        if (rule.each() == Each.DEVICE) {
            together(rule, windows, at, out);
        }
    }

    private void next(Rule rule, Subject subject, Seen seen, At at, Consumer<? super Alert> out) {
        Key key = new Key(rule.name(), subject.text());
        @Nullable AlertTrack known = tracks.get(key);
        AlertTrack track = known == null ? new AlertTrack(rule, subject, at.nanos) : known;
        boolean told = track.next(rule, seen, at.nanos);
        if (told && known == null) {
            if (tracks.size() >= MOST) {
                return;
            }
            tracks.put(key, track);
        }
        changed |= told || track.isOpen();
        if (told) {
            out.accept(rows.row(change(rule, track, at)));
        }
    }

    /** Most devices of a node that have an alert make one of the node. */
    private void together(Rule rule, Map<Subject, Seen> windows, At at, Consumer<? super Alert> out) {
        List<AlertTrack> firing = new ArrayList<>();
        int all = 0;
        for (Map.Entry<Subject, Seen> window : windows.entrySet()) {
            @Nullable
            AlertTrack track = tracks.get(new Key(rule.name(), window.getKey().text()));
            if (track != null && track.isFiring()) {
                firing.add(track);
                all++;
            } else if (window.getValue().value() != null) {
                all++;
            }
        }
        boolean most = firing.size() > 1 && 2 * firing.size() > all;
        Subject whole = Subject.node(node);
        Key key = new Key(rule.name(), whole.text());
        @Nullable AlertTrack known = tracks.get(key);
        if (!most && known == null) {
            return;
        }
        AlertTrack track = known == null ? new AlertTrack(rule, whole, at.nanos) : known;
        tracks.put(key, track);
        changed = true;
        Optional<AlertLevel> worst =
                most ? firing.stream().map(AlertTrack::level).max(AlertLevel::compareTo) : Optional.empty();
        if (track.together(rule, worst, at.nanos)) {
            out.accept(rows.together(change(rule, track, at), new AlertRows.Together(firing.size(), all)));
        }
        for (AlertTrack one : firing) {
            if (one.inhibit(most)) {
                out.accept(rows.row(change(rule, one, at)));
            }
        }
    }

    private AlertRows.Change change(@Nullable Rule rule, AlertTrack track, At at) {
        return new AlertRows.Change(rule, track, node, at.nanos, at.toldMillis);
    }

    /** Ends all alerts, since the readings were a recording that ends. */
    public void endAll(At at, Consumer<? super Alert> out) {
        for (AlertTrack track : tracks.values()) {
            if (track.close(at.nanos)) {
                changed = true;
                out.accept(rows.ended(change(rules.rule(track.kept().getRule()), track, at), AlertEnd.RECORDING_ENDED));
            }
        }
    }

    /** Ends the alerts without data, and those whose rule is another one or gone. Forgets those that are long over. */
    public void endOld(At at, Consumer<? super Alert> out) {
        for (AlertTrack track : tracks.values()) {
            @Nullable Rule rule = rules.rule(track.kept().getRule());
            track.end(rule, at.nanos).ifPresent(reason -> {
                changed = true;
                out.accept(rows.ended(change(rule, track, at), reason));
            });
        }
        changed |= tracks.values().removeIf(track -> track.isForgotten(at.nanos));
    }
}
