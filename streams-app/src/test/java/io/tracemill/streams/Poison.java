package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Collectives;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.streams.collectives.RankCollectives;
import io.tracemill.streams.pass.TestTrace;
import io.tracemill.streams.ranks.Ranks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records that nobody should write, and that must not keep a trace or a run behind them from its end. */
final class Poison {

    private final List<Sent> records = new ArrayList<>();
    private final TraceEventBatch whole =
            new TestTrace("whole").operator("op", 0, 10).inOneBatch().get(0);

    /** A record on a topic. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sent(Topic topic, @Nullable String key, byte @Nullable [] value) {}

    private Poison() {}

    /** Poison for each topic that the app reads. */
    static List<Sent> records() {
        Poison poison = new Poison();
        poison.addBytes();
        poison.addBatches();
        poison.addRanks();
        poison.addCollectives();
        return poison.records;
    }

    private void addBytes() {
        for (Topic topic : List.of(Topic.TRACE_EVENTS, Topic.RANK_STEPS, Topic.COLLECTIVES)) {
            for (byte[] bytes : List.of(new byte[0], new byte[] {1, 2, 3}, new byte[10], new byte[1_000])) {
                records.add(new Sent(topic, "poison", bytes));
            }
            records.add(new Sent(topic, "poison", null));
        }
        for (int record = 0; record < 30; record++) {
            records.add(new Sent(Topic.TRACE_EVENTS, null, new byte[] {4, 5, 6}));
        }
    }

    private void addBatches() {
        for (String id : List.of("", "finished", "|finished|x", "x|cursor", "t|info", "a/1", "x".repeat(200))) {
            TraceEventBatch batch = copy(id);
            batch.setLast(false);
            add(batch);
            batch.setLast(true);
            batch.setSequence(1);
            add(batch);
        }
        TraceEventBatch late = copy("late");
        late.getEvents().get(0).setStartNs(Long.MAX_VALUE);
        add(late);
        TraceEventBatch endless = copy("endless");
        endless.getEvents().get(0).setStartNs(0);
        endless.getEvents().get(0).setDurationNs(Long.MAX_VALUE);
        add(endless);
    }

    private TraceEventBatch copy(String id) {
        TraceEventBatch batch = TraceEventBatch.newBuilder(whole).build();
        batch.setTraceId(id);
        return batch;
    }

    private void add(TraceEventBatch batch) {
        byte[] encoded = AvroSerde.of(TraceEventBatch.class).encode(batch);
        records.add(new Sent(Topic.TRACE_EVENTS, batch.getTraceId(), encoded));
    }

    private void addRanks() {
        for (String run : List.of("run\0" + "1", "run|3|run|1", "\uD83D\uDE00", "x".repeat(2_000))) {
            RankSteps steps = Ranks.rank(0, 2, Ranks.step(null, 1_000, 10, 0));
            steps.setRun(run);
            add(steps);
        }
        RankSteps uneven = Ranks.rank(1, 2, Ranks.step(null, 1_000, 10, 0));
        uneven.getSteps().get(0).setGroupNs(List.of(1L, 2L, 3L));
        add(uneven);
        add(Ranks.rank(2, 2, Ranks.step(null, Long.MIN_VALUE, 10, 0)));
    }

    private void addCollectives() {
        for (String run : List.of("run\0" + "1", "chunk|3|run|1", "\uD83D\uDE00", "x".repeat(2_000))) {
            add(run, RankCollectives.of(0, 2).in("allreduce", "g", 2).numbered(1, 8L, 5));
        }
        add("run", RankCollectives.of(1, 2).in("allreduce", "g", 2).numbered(1, 8L, -5));
        add("run", RankCollectives.of(1, 2).in("allreduce", "g", 1).numbered(1, 8L, 5));
        add("run", RankCollectives.of(-1, 2));
    }

    private void add(String run, RankCollectives rank) {
        Collectives record = rank.record();
        record.setRun(run);
        records.add(
                new Sent(Topic.COLLECTIVES, run, AvroSerde.of(Collectives.class).encode(record)));
    }

    private void add(RankSteps steps) {
        records.add(new Sent(
                Topic.RANK_STEPS, steps.getRun(), AvroSerde.of(RankSteps.class).encode(steps)));
    }
}
