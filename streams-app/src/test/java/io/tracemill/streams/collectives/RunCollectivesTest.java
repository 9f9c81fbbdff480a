package io.tracemill.streams.collectives;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.CollectiveStats;
import io.tracemill.schemas.Collectives;
import io.tracemill.streams.state.CollectiveRunState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunCollectivesTest {

    private static final AvroSerde<CollectiveRunState> STATES = AvroSerde.of(CollectiveRunState.class);

    /** Chunks in a map. */
    private static final class Chunks implements ChunkStore {
        private final Map<String, byte[]> chunks = new TreeMap<>();

        @Override
        public byte @Nullable [] get(String chunk) {
            return chunks.get(chunk);
        }

        @Override
        public void put(String chunk, byte[] state) {
            chunks.put(chunk, state);
        }

        @Override
        public void forEach(BiConsumer<String, byte[]> action) {
            chunks.forEach(action);
        }
    }

    private static List<CollectiveStats> rows(Collectives... ranks) {
        return rows(Arrays.asList(ranks));
    }

    /** Rows of a run whose state is stored and read after each rank. */
    private static List<CollectiveStats> rows(List<Collectives> ranks) {
        Chunks chunks = new Chunks();
        byte[] state = STATES.encode(RunCollectives.begin(ranks.get(0)).state());
        for (Collectives rank : ranks) {
            assertThat(CollectivesCheck.faultOf(rank)).isEmpty();
            RunCollectives run = RunCollectives.of(STATES.decode(state));
            assertThat(run.add(rank, 0, chunks)).isTrue();
            state = STATES.encode(run.state());
        }
        return RunCollectives.of(STATES.decode(state)).rows("run", 1, chunks);
    }

    private static CollectiveStats only(Collectives... ranks) {
        List<CollectiveStats> rows = rows(ranks);
        assertThat(rows).hasSize(1);
        assertKeepsTheLaws(rows.get(0));
        return rows.get(0);
    }

    private static void assertKeepsTheLaws(CollectiveStats row) {
        long size = row.getGroupSize() == null ? 0 : row.getGroupSize();
        assertThat(row.getEvents())
                .isEqualTo(row.getCompleteCount() * size
                        + row.getIncompleteEvents()
                        + row.getMismatchedEvents()
                        + row.getUnmatchedEvents());
        assertThat(row.getDurationNs()).isEqualTo(row.getTransitNs() * size + row.getWaitNs());
        assertThat(row.getWaitNs()).isBetween(0L, row.getSkewNs() * Math.max(0, size - 1));
    }

    @Test
    void transitIsTheShortestDurationAndTheRestIsWaitingForTheLastToCome() {
        CollectiveStats row = only(
                RankCollectives.of(0, 4)
                        .in("allreduce", "tp", 4)
                        .numbered(7, 8_000L, 400)
                        .record(),
                RankCollectives.of(1, 4)
                        .in("allreduce", "tp", 4)
                        .numbered(7, 8_000L, 300)
                        .record(),
                RankCollectives.of(2, 4)
                        .in("allreduce", "tp", 4)
                        .numbered(7, 8_000L, 100)
                        .record(),
                RankCollectives.of(3, 4)
                        .in("allreduce", "tp", 4)
                        .numbered(7, 8_000L, 350)
                        .record());
        assertThat(row.getCompleteCount()).isEqualTo(1);
        assertThat(row.getTransitNs()).isEqualTo(100);
        assertThat(row.getWaitNs()).isEqualTo(300 + 200 + 250);
        assertThat(row.getSkewNs()).isEqualTo(300);
        assertThat(row.getLastRank()).isEqualTo(2);
        assertThat(row.getLastCount()).isEqualTo(1);
        assertThat(row.getFromBytes()).isEqualTo(4_096);
        assertThat(row.getAlgbwGbPerS()).isEqualTo(80);
        assertThat(row.getBusbwGbPerS()).isEqualTo(120); // 2 * 3 / 4 of it
    }

    @Test
    void collectivesOfOneSizeAreOneRowWithTheMedianOfTheirTransit() {
        CollectiveStats row = only(
                RankCollectives.of(0, 2)
                        .in("allgather", "tp", 2)
                        .numbered(1, 5_000L, 10)
                        .numbered(2, 6_000L, 20)
                        .numbered(3, 4_096L, 30)
                        .numbered(4, 8_191L, 90)
                        .record(),
                RankCollectives.of(1, 2)
                        .in("allgather", "tp", 2)
                        .numbered(1, 5_000L, 11)
                        .numbered(2, 6_000L, 18)
                        .numbered(3, 4_096L, 30)
                        .numbered(4, 8_191L, 60)
                        .record());
        assertThat(row.getCompleteCount()).isEqualTo(4);
        assertThat(row.getBytes()).isEqualTo(23_287);
        assertThat(row.getTransitNs()).isEqualTo(10 + 18 + 30 + 60);
        assertThat(List.of(row.getTransitMinNs(), row.getTransitMedianNs(), row.getTransitMaxNs()))
                .containsExactly(10L, 18L, 60L);
        assertThat(row.getSkewMaxNs()).isEqualTo(30);
        assertThat(row.getLastRank()).isEqualTo(1); // twice; one had no skew
        assertThat(row.getLastCount()).isEqualTo(2);
        assertThat(row.getBusbwGbPerS()).isEqualTo(23_287.0 / 118 / 2);
    }

    @Test
    void whatSomeMembersDoNotReportOrReportOtherwiseIsCountedAndNotGuessed() {
        List<CollectiveStats> rows = rows(
                RankCollectives.of(0, 2)
                        .in("allreduce", "tp", 2)
                        .numbered(1, 100L, 10)
                        .numbered(2, 100L, 10)
                        .in("allgather", "tp", 2)
                        .numbered(3, 100L, 10)
                        .in("alltoall", "ep", 2)
                        .inStep(5, 0, 64L, 10)
                        .in("send", "pp", 2)
                        .unmatched(4)
                        .record(),
                RankCollectives.of(1, 2)
                        .in("allreduce", "tp", 2)
                        .numbered(2, 90L, 10)
                        .numbered(3, 100L, 10)
                        .in("alltoall", "ep", 2)
                        .inStep(5, 0, 127L, 30)
                        .inStep(5, 1, 127L, 30)
                        .record());
        rows.forEach(RunCollectivesTest::assertKeepsTheLaws);
        assertThat(rows)
                .extracting(row -> row.getGroup() + " " + row.getName() + " " + row.getCompleteCount() + " "
                        + row.getIncompleteCount() + " " + row.getMismatchedCount() + " " + row.getUnmatchedEvents())
                .containsExactly(
                        "ep alltoall 1 1 0 0", // sizes may differ
                        "pp send 0 0 0 4",
                        "tp allgather 0 0 1 0",
                        "tp allreduce 0 1 1 0");
        assertThat(rows).extracting(CollectiveStats::getEvents).containsExactly(3L, 4L, 2L, 3L);
    }

    @Test
    void moreMembersThanTheGroupHasAreAMismatch() {
        CollectiveStats row = only(
                RankCollectives.of(0, 3)
                        .in("barrier", "tp", 2)
                        .numbered(1, null, 10)
                        .record(),
                RankCollectives.of(1, 3)
                        .in("barrier", "tp", 2)
                        .numbered(1, null, 10)
                        .record(),
                RankCollectives.of(2, 3)
                        .in("barrier", "tp", 2)
                        .numbered(1, null, 10)
                        .record());
        assertThat(row.getMismatchedCount()).isEqualTo(1);
        assertThat(row.getFromBytes()).isNull();
        assertThat(row.getTransitMinNs()).isNull();
    }

    @Test
    void aRankAloneIsNotCompared() {
        assertThat(rows(RankCollectives.of(0, null)
                        .in("allreduce", "tp", 2)
                        .numbered(1, 100L, 10)
                        .record()))
                .isEmpty();
    }

    @Test
    void onlyTheNextPartOfATraceIsTaken() {
        Chunks chunks = new Chunks();
        Collectives first = RankCollectives.of(0, 1).record();
        first.setParts(2);
        Collectives second = RankCollectives.of(0, 1).record();
        second.setParts(2);
        second.setPart(1);
        Collectives foreign = Collectives.newBuilder(second).setTraceId("other").build();
        RunCollectives run = RunCollectives.begin(first);
        assertThat(run.add(second, 0, chunks)).isFalse();
        assertThat(run.add(first, 0, chunks)).isTrue();
        assertThat(run.add(first, 0, chunks)).isFalse();
        assertThat(run.add(foreign, 0, chunks)).isFalse();
        assertThat(run.isComplete()).isFalse();
        assertThat(run.add(second, 0, chunks)).isTrue();
        assertThat(run.isComplete()).isTrue();
        assertThat(run.add(first, 0, chunks)).isFalse();
    }

    @Test
    void aRecordThatContradictsItselfIsFound() {
        Collectives alone = RankCollectives.of(0, 1)
                .in("allreduce", "g", 1)
                .numbered(1, 1L, 1)
                .record();
        assertThat(CollectivesCheck.faultOf(alone)).contains("a collective has no group, or one of fewer than two");
        Collectives late = RankCollectives.of(0, 1)
                .in("allreduce", "g", 2)
                .numbered(1, 1L, -1)
                .record();
        assertThat(CollectivesCheck.faultOf(late))
                .contains("a number of a collective is below zero, or it is longer than a year");
        Collectives part = RankCollectives.of(0, 1).record();
        part.setPart(1);
        assertThat(CollectivesCheck.faultOf(part)).contains("it is part 1 of 1");
        assertThat(CollectivesCheck.faultOf(RankCollectives.of(1 << 16, 1).record()))
                .contains("rank must be 0 to 65535 but was 65536");
    }

    @Property(tries = 100)
    void theOrderOfTheRanksChangesNothing(@ForAll @IntRange(min = 2, max = 6) int ranks, @ForAll long seed) {
        List<Collectives> inOrder = random(ranks, seed);
        List<Collectives> shuffled = new ArrayList<>(inOrder);
        Collections.shuffle(shuffled, new Random(seed));
        List<CollectiveStats> rows = rows(inOrder);
        assertThat(rows(shuffled)).isEqualTo(rows);
        rows.forEach(RunCollectivesTest::assertKeepsTheLaws);
        long events = inOrder.stream()
                .mapToLong(rank -> rank.getCollectives().size()
                        + rank.getDescriptions().stream()
                                .mapToLong(of -> of.getUnmatched())
                                .sum())
                .sum();
        assertThat(rows.stream().mapToLong(CollectiveStats::getEvents).sum()).isEqualTo(events);
    }

    private static List<Collectives> random(int ranks, long seed) {
        Random random = new Random(seed);
        List<Collectives> all = new ArrayList<>();
        for (int rank = 0; rank < ranks; rank++) {
            RankCollectives of = RankCollectives.of(rank, ranks);
            for (String group : List.of("a", "b")) {
                of.in(random.nextInt(4) == 0 ? "alltoall" : "allreduce", group, random.nextInt(5) == 0 ? 2 : ranks);
                for (int number = random.nextInt(3); number < 600; number += 1 + random.nextInt(200)) {
                    of.numbered(number, random.nextInt(6) == 0 ? null : 64L << random.nextInt(2), random.nextInt(50));
                }
                of.unmatched(random.nextInt(3));
                for (int ordinal = 0; ordinal < random.nextInt(4); ordinal++) {
                    of.inStep(2, ordinal, 64L, random.nextInt(50));
                }
            }
            all.add(of.record());
        }
        return all;
    }
}
