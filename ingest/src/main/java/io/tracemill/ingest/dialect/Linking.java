package io.tracemill.ingest.dialect;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Strategy that links device events to their launches. Categories are in lower case, null for none. */
public sealed interface Linking {

    /** Form of the ids that a launch shares with its device events; decides how much memory they take. */
    enum Ids {
        /** Consecutive numbers. */
        SEQUENTIAL,
        /** Times: whole numbers of ns, or numbers of us with decimals. */
        TIMES
    }

    /** Meaning of the flows of a category. */
    FlowMeaning flowsOf(@Nullable String category);

    /** Whether all flows are {@link FlowMeaning#REDUNDANT}, so that only their category need be read. */
    default boolean flowsAreRedundant() {
        return false;
    }

    /** Whether an operator that carries a correlation id launches the device events that carry it. */
    default boolean operatorsLaunch() {
        return false;
    }

    /** Whether device events may be linked by their submission. */
    default boolean usesSubmissions() {
        return false;
    }

    /** Whether each event of a category takes a call from a queue. */
    default boolean isDequeue(@Nullable String category) {
        return false;
    }

    /** Whether ids are unique only in the process that launches, so that those of several ranks may collide. */
    default boolean idsAreOfProcesses() {
        return false;
    }

    /** Ranges that are linked by their order; null for none. */
    default @Nullable ByOrder ranges() {
        return null;
    }

    /** Form of the ids. */
    default Ids ids() {
        return Ids.SEQUENTIAL;
    }

    /** Phase of the event that ends a flow. */
    default char endOfFlow() {
        return 'f';
    }

    /** This strategy, then another one for the device events that this one does not link. */
    default Linking orElse(Linking next) {
        return new InTurn(List.of(this, next));
    }

    /**
     * Linking by correlation id: a launch carries the id of its device events.
     *
     * @param operatorsLaunch whether an operator with such an id is a launch, as a runtime call is
     * @param flowsAreRedundant whether flows repeat the ids; otherwise they are kept as events
     */
    record ByCorrelationId(boolean operatorsLaunch, boolean flowsAreRedundant) implements Linking {

        /** Ids of runtime calls only; flows are kept as events. */
        static ByCorrelationId ofCalls() {
            return new ByCorrelationId(false, false);
        }

        /** Ids of runtime calls and operators; flows are kept as events. */
        static ByCorrelationId ofCallsAndOperators() {
            return new ByCorrelationId(true, false);
        }

        /** The same ids, which flows repeat. */
        ByCorrelationId repeatedByFlows() {
            return new ByCorrelationId(operatorsLaunch, true);
        }

        @Override
        public boolean idsAreOfProcesses() {
            return true;
        }

        @Override
        public FlowMeaning flowsOf(@Nullable String category) {
            return flowsAreRedundant ? FlowMeaning.REDUNDANT : FlowMeaning.NONE;
        }
    }

    /**
     * Linking by flow: a flow starts at the launch and ends where its device event begins.
     *
     * @param category category of the flows, or the beginning of it and an asterisk
     * @param ids form of the ids of the flows
     * @param endOfFlow phase of the event that ends a flow
     */
    record ByFlow(String category, Ids ids, char endOfFlow) implements Linking {

        /** Flows that end with phase f. */
        ByFlow(String category, Ids ids) {
            this(category, ids, 'f');
        }

        @Override
        public FlowMeaning flowsOf(@Nullable String other) {
            return matches(category, other) ? FlowMeaning.LINK : FlowMeaning.NONE;
        }
    }

    /**
     * Linking by the id of a flow: a flow starts at the launch, and the device events carry its id.
     *
     * @param category category of the flows, or the beginning of it and an asterisk
     * @param redundant category, in the same form, of flows that say nothing more
     */
    record ByFlowId(String category, String redundant) implements Linking {
        @Override
        public FlowMeaning flowsOf(@Nullable String other) {
            if (matches(category, other)) {
                return FlowMeaning.LAUNCH;
            }
            return matches(redundant, other) ? FlowMeaning.REDUNDANT : FlowMeaning.NONE;
        }
    }

    private static boolean matches(String pattern, @Nullable String category) {
        return (category != null && pattern.endsWith("*"))
                ? category.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(category);
    }

    /**
     * Linking by submission: a flow, whose id may be any text, starts when the host submits a device event and ends
     * where that begins. The launch is the call that the submitting thread has taken from a queue and not finished; the
     * event that puts a call into the queue and the event that takes it out carry its correlation id. Without such a
     * call, the submission itself is the launch.
     *
     * @param category category of the flows
     * @param dequeue category of the events that take a call from a queue
     */
    record BySubmission(String category, String dequeue) implements Linking {
        @Override
        public FlowMeaning flowsOf(@Nullable String other) {
            return category.equals(other) ? FlowMeaning.SUBMISSION : FlowMeaning.NONE;
        }

        @Override
        public boolean usesSubmissions() {
            return true;
        }

        @Override
        public boolean isDequeue(@Nullable String other) {
            return dequeue.equals(other);
        }
    }

    /**
     * Linking of profiler ranges by order: if there is one range for each call that launches a kernel, the n-th range
     * belongs to the n-th call. A range holds counters of its kernel and has times that the profiler made up, so it is
     * no device event.
     *
     * @param category category of the ranges
     * @param launch name of the calls that launch a kernel
     */
    record ByOrder(String category, Pattern launch) implements Linking {
        @Override
        public FlowMeaning flowsOf(@Nullable String other) {
            return FlowMeaning.NONE;
        }

        @Override
        public ByOrder ranges() {
            return this;
        }
    }

    /**
     * Several strategies, the most reliable first.
     *
     * @param strategies strategies; the first one decides the form of the ids
     */
    record InTurn(List<Linking> strategies) implements Linking {
        @Override
        public FlowMeaning flowsOf(@Nullable String category) {
            return strategies.stream()
                    .map(strategy -> strategy.flowsOf(category))
                    .filter(meaning -> meaning != FlowMeaning.NONE)
                    .findFirst()
                    .orElse(FlowMeaning.NONE);
        }

        @Override
        public boolean operatorsLaunch() {
            return strategies.stream().anyMatch(Linking::operatorsLaunch);
        }

        @Override
        public boolean flowsAreRedundant() {
            return strategies.stream().anyMatch(Linking::flowsAreRedundant);
        }

        @Override
        public boolean usesSubmissions() {
            return strategies.stream().anyMatch(Linking::usesSubmissions);
        }

        @Override
        public boolean isDequeue(@Nullable String category) {
            return strategies.stream().anyMatch(strategy -> strategy.isDequeue(category));
        }

        @Override
        public boolean idsAreOfProcesses() {
            return strategies.get(0).idsAreOfProcesses();
        }

        @Override
        public @Nullable ByOrder ranges() {
            return strategies.stream()
                    .map(Linking::ranges)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public Ids ids() {
            return strategies.get(0).ids();
        }

        @Override
        public char endOfFlow() {
            return strategies.get(0).endOfFlow();
        }
    }
}
