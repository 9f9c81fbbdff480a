package io.tracemill.cli.live;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.schemas.RankFigures;
import io.tracemill.schemas.RankStep;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.TraceInfo;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The last trace of each rank as a row, and the last steps of the rank for pictures. */
final class LiveRanks {

    /** Steps of a rank that are kept. */
    static final int MOST_STEPS = 200;

    /** Steps of all ranks that are kept; beyond, the ranks heard of longest ago lose theirs. */
    private static final int MOST_STEPS_IN_ALL = 500_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LiveTable rows;
    private final int most;
    private final Map<String, Rank> ranks = new LinkedHashMap<>(16, 0.75f, true);
    private int steps;

    LiveRanks(LiveTable rows, int most) {
        this.rows = rows;
        this.most = most;
    }

    /** Times of a step, in ns: its length, and what of it was communication without computing, and idle. */
    private record Step(long totalNs, long computingNs, long exposedNs, long idleNs) {}

    /** What is known of a rank. */
    private static final class Rank {

        final String run;
        final String date;
        final @Nullable Integer number;
        final Map<Integer, Step> steps = new TreeMap<>();

        @Nullable
        String node;

        @Nullable
        String traceId;

        @Nullable
        String state;

        @Nullable
        String reason;

        @Nullable
        Integer worldSize;

        @Nullable
        RankFigures figures;

        long heardMs;

        Rank(String run, String date, @Nullable Integer number) {
            this.run = run;
            this.date = date;
            this.number = number;
        }

        void heard(long timeMs, @Nullable String ofNode) {
            heardMs = Math.max(heardMs, timeMs);
            node = ofNode == null ? node : ofNode;
        }
    }

    /**
     * Takes the state of a trace.
     *
     * @param timeMs when it was written to the topic
     */
    void note(TraceInfo trace, long timeMs) {
        String key = key(trace.getRun(), trace.getDate(), trace.getRank(), trace.getTraceId());
        Rank rank = of(key, trace.getRun(), trace.getDate(), trace.getRank());
        if (timeMs < rank.heardMs && rank.traceId != null && !trace.getTraceId().equals(rank.traceId)) {
            return; // another partition tells of an older one
        }
        rank.heard(timeMs, trace.getNode());
        rank.traceId = trace.getTraceId();
        rank.state = trace.getState().name();
        rank.reason = trace.getReason();
        put(key, rank);
    }

    /**
     * Takes the steps of a trace.
     *
     * @param timeMs when they were written to the topic
     */
    void note(RankSteps part, long timeMs) {
        if (part.getTraceId() == null || part.getRank() == null) {
            return;
        }
        String key = key(part.getRun(), part.getDate(), part.getRank(), part.getTraceId());
        Rank rank = of(key, part.getRun(), part.getDate(), part.getRank());
        rank.heard(timeMs, part.getNode());
        rank.worldSize = part.getWorldSize() == null ? rank.worldSize : part.getWorldSize();
        rank.figures = part.getFigures() == null ? rank.figures : part.getFigures();
        steps -= rank.steps.size();
        for (RankStep step : part.getSteps()) {
            if (step.getStep() != null && step.getStep() >= 0 && !step.getTruncated()) {
                rank.steps.put(step.getStep(), times(step));
            }
        }
        Iterator<Integer> oldest = rank.steps.keySet().iterator();
        while (rank.steps.size() > MOST_STEPS) {
            oldest.next();
            oldest.remove();
        }
        steps += rank.steps.size();
        bound();
        put(key, rank);
    }

    private static Step times(RankStep step) {
        return new Step(step.getTotalNs(), step.getComputingNs(), step.getExposedCommunicationNs(), step.getIdleNs());
    }

    private static String key(String run, String date, @Nullable Integer rank, String traceId) {
        return run + "\n" + date + "\n" + (rank == null ? traceId : rank.toString());
    }

    private Rank of(String key, String run, String date, @Nullable Integer number) {
        return ranks.computeIfAbsent(key, name -> new Rank(run, date, number));
    }

    private void bound() {
        Iterator<Rank> oldest = ranks.values().iterator();
        while (steps > MOST_STEPS_IN_ALL) {
            Rank rank = oldest.next();
            steps -= rank.steps.size();
            rank.steps.clear();
        }
    }

    private void put(String key, Rank rank) {
        rows.put(key, row(rank));
        Iterator<Rank> oldest = ranks.values().iterator();
        while (ranks.size() > most) {
            steps -= oldest.next().steps.size();
            oldest.remove();
        }
    }

    private static String row(Rank rank) {
        @Nullable RankFigures figures = rank.figures;
        return LiveJson.row(row -> {
            row.add("run", rank.run)
                    .add("date", rank.date)
                    .add("rank", rank.number)
                    .add("node", rank.node)
                    .add("world_size", rank.worldSize)
                    .add("trace_id", rank.traceId)
                    .add("state", rank.state)
                    .add("reason", rank.reason)
                    .add("heard_ms", rank.heardMs);
            if (figures != null) {
                row.add("end_ms", figures.getEndNs() / NANOS_PER_MILLI)
                        .add("step_ns", figures.getStepNs())
                        .add(
                                "bottleneck",
                                figures.getBottleneck() == null
                                        ? null
                                        : figures.getBottleneck().name());
            }
        });
    }

    /** Writes the steps of the ranks of a run: a list of ranks, whose steps are a list of numbers each. */
    void writeSteps(String run, String date, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Rank rank : ranks.values()) {
            if (rank.number != null && rank.run.equals(run) && rank.date.equals(date)) {
                json.writeStartObject();
                json.writeNumberField("rank", rank.number);
                json.writeArrayFieldStart("steps");
                for (Map.Entry<Integer, Step> step : rank.steps.entrySet()) {
                    long[] numbers = {
                        step.getKey(),
                        step.getValue().totalNs,
                        step.getValue().computingNs,
                        step.getValue().exposedNs,
                        step.getValue().idleNs
                    };
                    json.writeArray(numbers, 0, numbers.length);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }
}
