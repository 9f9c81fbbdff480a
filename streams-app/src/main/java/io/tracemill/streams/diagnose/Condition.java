package io.tracemill.streams.diagnose;

import io.tracemill.schemas.Confidence;
import io.tracemill.streams.unit.Unit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Something that must hold for a cause. */
sealed interface Condition {

    /** Whether it holds in a case. */
    Answer ask(Case of);

    /** It in words, for the page of causes. */
    String text();

    /** Facts that it asks for, with those of conditions within it. */
    Stream<Fact> facts();

    /** Whether it compares with peers. */
    boolean asksPeers();

    /**
     * A condition with the reason for it.
     *
     * @param most the most confidence that it leaves
     */
    record Explained(
            Condition condition,
            @Nullable Confidence most,
            @Nullable String why) implements Condition {

        @Override
        public Answer ask(Case of) {
            Answer answer = condition.ask(of);
            return most == null ? answer : answer.with(new Limit(most, why == null ? text() : why));
        }

        @Override
        public String text() {
            return condition.text();
        }

        @Override
        public Stream<Fact> facts() {
            return condition.facts();
        }

        @Override
        public boolean asksPeers() {
            return condition.asksPeers();
        }
    }

    /** A condition that has a name. */
    record Named(String name, Condition condition) implements Condition {

        @Override
        public Answer ask(Case of) {
            return condition.ask(of);
        }

        @Override
        public String text() {
            return name.replace('_', ' ');
        }

        @Override
        public Stream<Fact> facts() {
            return condition.facts();
        }

        @Override
        public boolean asksPeers() {
            return condition.asksPeers();
        }
    }

    /** Several conditions, of which all must hold, or one. */
    record Several(boolean all, List<Condition> conditions) implements Condition {

        public Several {
            conditions = List.copyOf(conditions);
        }

        @Override
        public Answer ask(Case of) {
            List<Answer> answers =
                    conditions.stream().map(condition -> condition.ask(of)).toList();
            return all ? Answer.all(answers) : Answer.any(answers);
        }

        @Override
        public String text() {
            return conditions.stream()
                    .map(Condition::text)
                    .collect(Collectors.joining(all ? " and " : " or ", all ? "" : "either ", ""));
        }

        @Override
        public Stream<Fact> facts() {
            return conditions.stream().flatMap(Condition::facts);
        }

        @Override
        public boolean asksPeers() {
            return conditions.stream().anyMatch(Condition::asksPeers);
        }
    }

    /** That a device is read, and some quantities of it are not. */
    record NotExported(List<Fact> quantities) implements Condition {

        public NotExported {
            quantities = List.copyOf(quantities);
        }

        @Override
        public Answer ask(Case of) {
            return of.lacks(quantities.stream().map(Fact::name).collect(Collectors.toUnmodifiableSet()));
        }

        @Override
        public String text() {
            return quantities.stream().map(Fact::name).collect(Collectors.joining("`, `", "`", "` are not exported"));
        }

        @Override
        public Stream<Fact> facts() {
            return quantities.stream();
        }

        @Override
        public boolean asksPeers() {
            return false;
        }
    }

    /**
     * A comparison of a fact.
     *
     * @param asked what is asked
     * @param bounds numbers for the value
     * @param peers how it must differ from the peers
     * @param during what must hold for it to count, in the case and in each peer; null if it always counts
     * @param whose whose value counts for a run
     */
    record Comparison(
            Asked asked,
            Bounds bounds,
            AgainstPeers peers,
            @Nullable Named during,
            Whose whose) implements Condition {

        @Override
        public Answer ask(Case of) {
            return of.compare(this);
        }

        @Override
        public String text() {
            String against = peers.text();
            String number = bounds.text();
            return asked.text()
                    + (number.isEmpty() ? "" : " " + number)
                    + (against.isEmpty() ? "" : (number.isEmpty() ? " " : " and ") + against)
                    + (during == null ? "" : " while " + during.text())
                    + whose.text();
        }

        @Override
        public Stream<Fact> facts() {
            return Stream.concat(asked.facts(), during == null ? Stream.empty() : during.facts());
        }

        @Override
        public boolean asksPeers() {
            return !peers.isEmpty();
        }
    }

    /**
     * What a comparison asks.
     *
     * @param per quantity that it is divided by; null for none
     */
    record Asked(Fact fact, Aggregate of, @Nullable Fact per) {

        Stream<Fact> facts() {
            return Stream.concat(Stream.of(fact), Stream.ofNullable(per));
        }

        /** How a value of it is shown. */
        String show(double value) {
            return (per != null || of.isShare() ? Unit.SHARE : fact.unit()).show(value);
        }

        String text() {
            boolean plain = !fact.isQuantity();
            return "`" + fact.name() + "`" + (plain ? "" : " (" + of + ")")
                    + (per == null ? "" : " per `" + per.name() + "`");
        }
    }

    /**
     * How a value must differ from those of the peers.
     *
     * @param ratio numbers for its ratio to their median
     * @param distance numbers for its distance from their median
     * @param unlike whether fewer than half of them may have the bits that are asked
     */
    record AgainstPeers(Bounds ratio, Bounds distance, boolean unlike) {

        static final AgainstPeers NOT = new AgainstPeers(Bounds.NONE, Bounds.NONE, false);

        boolean isEmpty() {
            return ratio.isEmpty() && distance.isEmpty() && !unlike;
        }

        /** Whether it asks for less than the peers have. */
        boolean isBelow() {
            return ratio.below() != null || distance.below() != null;
        }

        String text() {
            Set<String> parts = new LinkedHashSet<>();
            if (!ratio.isEmpty()) {
                parts.add(ratio.text() + " times that of its peers");
            }
            if (!distance.isEmpty()) {
                parts.add((distance.above() == null ? "less than " : "more than ")
                        + distance.text().replaceAll("above |below ", "")
                        + " above that of its peers");
            }
            if (unlike) {
                parts.add("unlike its peers");
            }
            return String.join(" and ", parts);
        }
    }
}
