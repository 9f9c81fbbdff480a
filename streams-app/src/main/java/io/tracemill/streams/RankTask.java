package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.RunComparison;
import io.tracemill.schemas.RunFacts;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.streams.failure.DeadLetters;
import io.tracemill.streams.ranks.RankStepsCheck;
import io.tracemill.streams.ranks.RunSums;
import io.tracemill.streams.ranks.SlowRankRows;
import io.tracemill.streams.state.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Comparison of the ranks of each run in a partition. A run is final when all its ranks have arrived, when its producer
 * says that no more will arrive, or when none has arrived for the time-out of the run. Its rows are then sent and its
 * state is deleted. A rank that arrives later starts the run anew. The store holds all state: the sums of a run,
 * written after every rank, and what is kept of each rank.
 */
final class RankTask implements Task<byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(RankTask.class);
    private static final String RANK = "rank|";

    private final AvroSerde<RankSteps> steps = AvroSerde.of(RankSteps.class);
    private final Duration timeout;
    private final TaskContext context;
    private final OpenRuns<RunSums, RunState> runs;
    private final RankGauges gauges;

    /** A task with a time-out for runs, in the append time of the partition. */
    RankTask(Duration timeout, TraceCounts counts, TaskContext context) {
        this.timeout = timeout;
        this.context = context;
        this.gauges = new RankGauges(context, counts);
        this.runs = new OpenRuns<>(
                new StoreKeyValues(context.store()),
                RANK,
                new OpenRuns.Form<>(
                        AvroSerde.of(RunState.class), RunSums::of, RunSums::state, RunSums::lastAppendMillis));
        runs.observedBy(context);
    }

    @Override
    public void process(byte[] encoded, long appendMillis) {
        RankSteps value = steps.decode(encoded);
        @Nullable Integer expected = value.getExpectedRanks();
        if (expected != null) {
            runs.get(value.getRun())
                    .ifPresent(run -> finish(value.getRun(), run, expected + " were published and no more come"));
            context.commit(); // the producer waits for the rows
        } else {
            take(value, appendMillis);
        }
    }

    private void take(RankSteps trace, long appendMillis) {
        @Nullable Integer rank = trace.getRank();
        if (rank == null || rank < 0 || rank >= RunSums.MAX_RANKS) {
            reject(
                    trace,
                    RejectReason.RANK_OUT_OF_RANGE,
                    "rank must be 0 to " + (RunSums.MAX_RANKS - 1) + " but was " + rank);
            return;
        }
        Optional<String> fault = RankStepsCheck.faultOf(trace);
        if (fault.isPresent()) {
            reject(trace, RejectReason.RANK_STEPS, fault.get());
            return;
        }
        gauges.take(trace, rank, appendMillis);
        RunSums run = runs.get(trace.getRun()).orElseGet(() -> RunSums.begin(trace));
        if (!run.add(trace, rank, appendMillis)) {
            reject(
                    trace,
                    RejectReason.RANK_TWICE,
                    "rank " + rank + " of run " + trace.getRun() + " is compared already");
        } else if (!trace.getSteps().isEmpty()) {
            runs.parts(trace.getRun()).put(Integer.toString(rank), steps.encode(SlowRankRows.judged(trace, rank)));
        }
        if (run.isComplete()) {
            finish(trace.getRun(), run, "");
        } else {
            runs.put(trace.getRun(), run);
        }
    }

    /** Sends the rows of a run. The row of the whole run is last, so whoever reads it finds the others. */
    private void finish(String run, RunSums sums, String because) {
        long now = context.now();
        RecordOutput out = context.outputAt(now);
        Map<String, byte[]> ranks = new LinkedHashMap<>();
        runs.parts(run).forEach(ranks::put);
        List<SpecificRecord> rows = rows(run, sums, ranks, because);
        rows.forEach(out::emit);
        gauges.judge(
                run,
                ranks.keySet().stream().map(Integer::valueOf).collect(Collectors.toSet()),
                rows.stream()
                        .filter(SlowRankFinding.class::isInstance)
                        .map(SlowRankFinding.class::cast)
                        .toList());
        runs.delete(run);
        context.commit();
    }

    /** Rows of a run; none if they cannot be worked out, since the run must end all the same. */
    private List<SpecificRecord> rows(String run, RunSums sums, Map<String, byte[]> ranks, String because) {
        List<SpecificRecord> rows = new ArrayList<>();
        try {
            List<RankSpread> spread = sums.rows(run, context.now(), because);
            if (!spread.isEmpty()) {
                RankSpread whole = spread.get(spread.size() - 1);
                rows.addAll(SlowRankRows.of(
                        whole, () -> ranks.values().stream().map(steps::decode).iterator()));
                rows.add(comparison(whole, rows, ranks.values()));
            }
            rows.addAll(spread);
        } catch (RuntimeException e) {
            LOG.warn("the ranks of run {} cannot be compared", run, e);
            context.outputAt(context.now()).failed(run, "its ranks cannot be compared: " + e.getMessage());
            return List.of();
        }
        return rows;
    }

    /** What a diagnosis of the run needs to know. */
    private RunFacts comparison(RankSpread whole, List<SpecificRecord> findings, Collection<byte[]> ranks) {
        return RunFacts.newBuilder()
                .setRun(whole.getRun())
                .setDate(whole.getDate())
                .setComparison(RunComparison.newBuilder()
                        .setFinalMs(whole.getFinalMs())
                        .setComplete(whole.getComplete())
                        .setTraces(ranks.stream()
                                .map(steps::decode)
                                .map(RankSteps::getTraceId)
                                .filter(Objects::nonNull)
                                .toList())
                        .setFindings(findings.stream()
                                .map(SlowRankFinding.class::cast)
                                .toList())
                        .build())
                .build();
    }

    @Override
    public void checkIdle(long now) {
        runs.forEachIdle(now, timeout, (name, run) -> finish(name, run, "then none for " + timeout));
        gauges.checkIdle(now);
    }

    @Override
    public void close() {
        gauges.close();
    }

    private void reject(RankSteps trace, RejectReason reason, String why) {
        DeadLetter letter = DeadLetters.of(String.valueOf(trace.getTraceId()), context.source(), reason, why);
        context.outputAt(context.now()).deadLetter(reason, letter);
    }
}
