package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Diagnosis;
import io.tracemill.schemas.RankTelemetry;
import io.tracemill.schemas.RunComparison;
import io.tracemill.schemas.RunFacts;
import io.tracemill.streams.diagnose.Diagnoser;
import io.tracemill.streams.diagnose.KnowledgeBase;
import io.tracemill.streams.state.RunFactsState;
import io.tracemill.streams.store.LogClock;
import io.tracemill.streams.store.StoredBytes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The diagnoses of the runs of a partition. A run is diagnosed when its ranks were compared and the telemetry of each
 * trace that was compared is there, in whatever order; or when its producer says that no more is known of it. Half an
 * hour after the last fact of a run it is diagnosed with what is there. The time is the latest append time of a record, so the same records give the same diagnoses.
 */
final class DiagnosisTask implements Task<byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(DiagnosisTask.class);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);
    private static final long CHECK_EVERY_MILLIS = 60_000;
    private static final String TRACE = "trace|";

    private final AvroSerde<RunFacts> facts = AvroSerde.of(RunFacts.class);
    private final Diagnoser diagnoser;
    private final FleetCounts counts;
    private final TaskContext context;
    private final OpenRuns<RunFactsState, RunFactsState> runs;
    private final LogClock clock;

    /** Creates the task, which continues with what the store has. */
    DiagnosisTask(KnowledgeBase knowledge, FleetCounts counts, TaskContext context) {
        this.diagnoser = Diagnoser.of(knowledge);
        this.counts = counts;
        this.context = context;
        this.clock = new LogClock(new StoreKeyValues(context.store()));
        this.runs = new OpenRuns<>(
                context,
                TRACE,
                new OpenRuns.Form<>(
                        AvroSerde.of(RunFactsState.class),
                        state -> state,
                        state -> state,
                        RunFactsState::getLastAppendMs));
    }

    @Override
    public void process(byte[] encoded, long appendMillis) {
        if (clock.advance(appendMillis, CHECK_EVERY_MILLIS)) {
            runs.forEachIdle(clock.now(), LONGEST_WAIT, (name, run) -> diagnose(name, run, comparison(run)));
        }
        RunFacts fact = facts.decode(encoded);
        boolean isEnd = fact.getTelemetry() == null && fact.getComparison() == null;
        if (isEnd) {
            runs.get(fact.getRun()).ifPresent(run -> diagnose(fact.getRun(), run, comparison(run)));
        } else {
            take(fact, encoded);
        }
    }

    private void take(RunFacts fact, byte[] encoded) {
        String name = fact.getRun();
        RunFactsState run = runs.get(name).orElseGet(() -> begin(fact));
        run.setLastAppendMs(clock.now());
        if (fact.getTelemetry() != null) {
            runs.parts(name).put(fact.getTelemetry().getTraceId(), encoded);
        }
        if (fact.getComparison() != null) {
            run.setDate(fact.getDate());
            run.setComparison(ByteBuffer.wrap(encoded));
        }
        runs.put(name, run);
        @Nullable RunComparison comparison = comparison(run);
        if (comparison != null && isComplete(name, comparison)) {
            diagnose(name, run, comparison);
        }
    }

    private static RunFactsState begin(RunFacts fact) {
        return RunFactsState.newBuilder()
                .setDate(fact.getDate())
                .setLastAppendMs(0)
                .build();
    }

    private @Nullable RunComparison comparison(RunFactsState run) {
        @Nullable ByteBuffer encoded = run.getComparison();
        return encoded == null ? null : facts.decode(StoredBytes.of(encoded)).getComparison();
    }

    /** Whether the telemetry of each trace that was compared is there. */
    private boolean isComplete(String name, RunComparison comparison) {
        OpenRuns<?, ?>.Parts parts = runs.parts(name);
        return comparison.getTraces().stream().allMatch(trace -> parts.get(trace) != null);
    }

    /** Sends the diagnoses of a run. What belongs to its next comparison is kept. */
    private void diagnose(String name, RunFactsState run, @Nullable RunComparison comparison) {
        Map<String, RankTelemetry> telemetry = new LinkedHashMap<>();
        runs.parts(name)
                .forEach((trace, encoded) ->
                        telemetry.put(trace, facts.decode(encoded).getTelemetry()));
        List<String> traces = comparison == null ? List.copyOf(telemetry.keySet()) : comparison.getTraces();
        List<RankTelemetry> compared = new ArrayList<>();
        traces.stream().map(telemetry::get).filter(Objects::nonNull).forEach(compared::add);
        rows(name, run, comparison, compared).forEach(context.outputAt(clock.now())::emit);
        counts.diagnosed();
        traces.forEach(runs.parts(name)::remove);
        telemetry.keySet().removeAll(Set.copyOf(traces));
        if (telemetry.isEmpty()) {
            runs.delete(name);
        } else {
            run.setComparison(null);
            runs.put(name, run);
        }
    }

    /** Rows of a run; none if they cannot be worked out, since the run must end all the same. */
    private List<Diagnosis> rows(
            String name, RunFactsState run, @Nullable RunComparison comparison, List<RankTelemetry> telemetry) {
        try {
            return diagnoser.diagnose(name, run.getDate(), comparison, telemetry, clock.now());
        } catch (RuntimeException e) {
            LOG.warn("run {} cannot be diagnosed", name, e);
            context.outputAt(clock.now()).failed(name, "it cannot be diagnosed: " + e.getMessage());
            return List.of();
        }
    }

    /** Does nothing: the time of the records decides, so that the same records give the same diagnoses. */
    @Override
    public void checkIdle(long nowMillis) {}
}
