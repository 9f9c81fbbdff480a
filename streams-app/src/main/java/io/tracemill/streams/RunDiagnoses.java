package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Diagnosis;
import io.tracemill.schemas.RankTelemetry;
import io.tracemill.schemas.RunComparison;
import io.tracemill.schemas.RunFacts;
import io.tracemill.streams.diagnose.Diagnoser;
import io.tracemill.streams.state.RunFactsState;
import io.tracemill.streams.store.KeyValues;
import io.tracemill.streams.store.LogClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of a partition that wait for their diagnosis. A run is diagnosed when its ranks were compared and the
 * telemetry of each trace that was compared is there, in whatever order; or when its producer says that no more is
 * known of it. It waits half an hour after its last fact, by the progress of the logs of nodes: one that is read late
 * keeps it waiting. The time is the latest append time of a record, so the same records give the same diagnoses. All
 * state is in the store.
 */
final class RunDiagnoses {

    /** How long after its last fact a run waits for others, by the progress of all logs of nodes. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(30);

    /** How long it waits at most, whatever the logs of nodes say: they keep readings no longer. */
    static final Duration LONGEST_WITHOUT_PROGRESS = Duration.ofHours(6);

    private static final Logger LOG = LoggerFactory.getLogger(RunDiagnoses.class);
    private static final long CHECK_EVERY_MILLIS = 60_000;
    private static final String PART = "part|";
    private static final String COMPARISON = "comparison";
    private static final String TELEMETRY = "telemetry|";
    private static final String AWAITED = "awaited|";
    private static final byte[] MARK = {1};

    private final AvroSerde<RunFacts> facts = AvroSerde.of(RunFacts.class);
    private final Diagnoser diagnoser;
    private final OpenRuns<RunFactsState, RunFactsState> runs;
    private final NodesProgress progress;
    private final LogClock clock;

    /** Receives what becomes of the runs. */
    interface Output {

        /** Receives the diagnoses of a run; none if it could not be diagnosed. */
        void diagnosed(List<Diagnosis> rows);

        /** Receives why a run could not be diagnosed. */
        void failed(String run, String why);
    }

    /** The runs of a store. */
    RunDiagnoses(Diagnoser diagnoser, KeyValues store) {
        this.diagnoser = diagnoser;
        this.clock = new LogClock(store);
        this.progress = new NodesProgress(store);
        this.runs = new OpenRuns<>(
                store,
                PART,
                new OpenRuns.Form<>(
                        AvroSerde.of(RunFactsState.class),
                        state -> state,
                        state -> state,
                        RunFactsState::getLastAppendMs));
    }

    /** The time, in ms since 1970. */
    long now() {
        return clock.now();
    }

    /**
     * Takes the next record of the partition.
     *
     * @param appendMillis append time of the record, in ms since 1970
     */
    void take(byte[] encoded, long appendMillis, Output out) {
        RunFacts fact = facts.decode(encoded);
        long before = clock.advance(appendMillis);
        if (fact.getProgress() != null) {
            progress.note(fact.getProgress());
        }
        if (clock.hasTurned(before, CHECK_EVERY_MILLIS)) {
            diagnoseOverdue(out);
        }
        if (fact.getProgress() != null) {
            return;
        }
        if (fact.getTelemetry() == null && fact.getComparison() == null) {
            runs.get(fact.getRun()).ifPresent(run -> diagnose(fact.getRun(), run, out));
        } else {
            add(fact, encoded, out);
        }
    }

    private void diagnoseOverdue(Output out) {
        long read = progress.least().orElse(clock.now());
        runs.forEachIdle(read, LONGEST_WAIT, (name, run) -> diagnose(name, run, out));
        runs.forEachIdle(clock.now(), LONGEST_WITHOUT_PROGRESS, (name, run) -> diagnose(name, run, out));
    }

    private void add(RunFacts fact, byte[] encoded, Output out) {
        String name = fact.getRun();
        RunFactsState run = runs.get(name).orElseGet(() -> new RunFactsState(fact.getDate(), null, 0L));
        OpenRuns<?, ?>.Parts parts = runs.parts(name);
        run.setLastAppendMs(clock.now());
        @Nullable RankTelemetry telemetry = fact.getTelemetry();
        @Nullable RunComparison comparison = fact.getComparison();
        if (telemetry != null) {
            parts.put(TELEMETRY + telemetry.getTraceId(), encoded);
            @Nullable Integer awaited = run.getAwaited();
            if (awaited != null && parts.get(AWAITED + telemetry.getTraceId()) != null) {
                parts.remove(AWAITED + telemetry.getTraceId());
                run.setAwaited(awaited - 1);
            }
        }
        if (comparison != null) {
            run.setDate(fact.getDate());
            run.setAwaited(await(comparison, parts));
            parts.put(COMPARISON, encoded);
        }
        runs.put(name, run);
        @Nullable Integer awaited = run.getAwaited();
        if (awaited != null && awaited == 0) {
            diagnose(name, run, out);
        }
    }

    /** Marks the compared traces whose telemetry is not there; returns their number. */
    private static int await(RunComparison comparison, OpenRuns<?, ?>.Parts parts) {
        forgetAwaited(parts);
        int awaited = 0;
        for (String trace : comparison.getTraces()) {
            if (parts.get(TELEMETRY + trace) == null) {
                parts.put(AWAITED + trace, MARK);
                awaited++;
            }
        }
        return awaited;
    }

    private static void forgetAwaited(OpenRuns<?, ?>.Parts parts) {
        names(parts, AWAITED).forEach(trace -> parts.remove(AWAITED + trace));
    }

    private static List<String> names(OpenRuns<?, ?>.Parts parts, String kind) {
        List<String> names = new ArrayList<>();
        parts.forEach((name, value) -> {
            if (name.startsWith(kind)) {
                names.add(name.substring(kind.length()));
            }
        });
        return names;
    }

    /** Sends the diagnoses of a run. What belongs to its next comparison is kept. */
    private void diagnose(String name, RunFactsState run, Output out) {
        OpenRuns<?, ?>.Parts parts = runs.parts(name);
        byte @Nullable [] encoded = parts.get(COMPARISON);
        @Nullable
        RunComparison comparison =
                encoded == null ? null : facts.decode(encoded).getComparison();
        List<String> there = names(parts, TELEMETRY);
        List<String> traces = comparison == null ? there : comparison.getTraces();
        List<RankTelemetry> telemetry = traces.stream()
                .map(trace -> parts.get(TELEMETRY + trace))
                .filter(Objects::nonNull)
                .map(fact -> Objects.requireNonNull(facts.decode(fact).getTelemetry()))
                .toList();
        out.diagnosed(rows(name, run, comparison, telemetry, out));
        if (telemetry.size() == there.size()) {
            runs.delete(name);
            return;
        }
        traces.forEach(trace -> parts.remove(TELEMETRY + trace));
        forgetAwaited(parts);
        parts.remove(COMPARISON);
        run.setAwaited(null);
        runs.put(name, run);
    }

    /** Rows of a run; none if they cannot be worked out, since the run must end all the same. */
    private List<Diagnosis> rows(
            String name,
            RunFactsState run,
            @Nullable RunComparison comparison,
            List<RankTelemetry> telemetry,
            Output out) {
        try {
            return diagnoser.diagnose(name, run.getDate(), comparison, telemetry, clock.now());
        } catch (RuntimeException e) {
            LOG.warn("run {} cannot be diagnosed", name, e);
            out.failed(name, "it cannot be diagnosed: " + e.getMessage());
            return List.of();
        }
    }
}
