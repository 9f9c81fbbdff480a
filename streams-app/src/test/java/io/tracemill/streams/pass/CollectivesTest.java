package io.tracemill.streams.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.Collective;
import io.tracemill.schemas.Collectives;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.RankCollective;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The collectives of a trace, for the comparison with other ranks. */
class CollectivesTest {

    private static Collective said(@Nullable Long size, @Nullable Long sequence, long bytes) {
        return Collective.newBuilder()
                .setGroupSize(size)
                .setSequence(sequence)
                .setMessageBytes(bytes)
                .build();
    }

    private static Collectives only(TestTrace trace) {
        List<Collectives> records = PassRun.of(trace).rows().of(Collectives.class);
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    @Test
    void aCollectiveIsKnownByItsNumberInItsGroupOrElseByItsPlaceInTheStep() {
        TestTrace trace = new TestTrace("t").device("0", "7").step(4, 0, 1_000);
        trace.call("launch", 10, 5, 1)
                .collective("allgather", "tp", said(2L, null, 100), 100, 50)
                .launchedBy(1);
        trace.call("launch", 20, 5, 2)
                .collective("allreduce", "tp", said(2L, null, 100), 200, 60)
                .launchedBy(2);
        trace.collective("allreduce", "dp", said(4L, 17L, 300), 300, 70);
        Collectives record = only(trace);
        assertThat(record.getRank()).isEqualTo(3);
        assertThat(record.getCollectives())
                .containsExactly(
                        new RankCollective(0, false, 4L, 0, 200L, 50L),
                        new RankCollective(1, false, 4L, 1, 100L, 60L),
                        new RankCollective(2, true, 17L, 0, 300L, 70L));
        assertThat(record.getDescriptions().get(2))
                .hasToString("{\"name\": \"allreduce\", \"group\": \"dp\", \"ranks\": \"[0,1,2,3]\","
                        + " \"group_size\": 4, \"dtype\": \"Float\", \"unmatched\": 0}");
    }

    @Test
    void whatCannotBeComparedIsCounted() {
        TestTrace trace = new TestTrace("t").device("0", "7");
        trace.collective("allreduce", "tp", said(2L, null, 100), 100, 50); // in no step
        trace.collective("allreduce", "self", said(1L, 1L, 100), 200, 50);
        trace.collective("allreduce", "x", said(null, 1L, 100), 300, 50);
        trace.collective("send", "tp", said(2L, 1L, 100), 400, 50);
        trace.onDevice(EventKind.COMMUNICATION, "ring", 500, 10, -1);
        Collectives record = only(trace);
        assertThat(record.getCollectives()).isEmpty();
        assertThat(record.getDescriptions()).extracting(of -> of.getUnmatched()).containsExactly(1L, 1L, 1L, 1L, 1L);
    }

    @Test
    void aTraceWithoutCollectivesHasARecordSoThatNobodyWaitsForItsRank() {
        Collectives record = only(new TestTrace("t").operator("op", 0, 10));
        assertThat(record.getParts()).isEqualTo(1);
        assertThat(record.getCollectives()).isEmpty();
    }

    @Test
    void manyCollectivesGoIntoSeveralRecordsAndThoseBeyondTheLimitAreCounted() {
        TestTrace trace = new TestTrace("t").device("0", "7");
        int most = 1 << 16;
        for (int number = 0; number < most + 5; number++) {
            trace.collective("tp", said(2L, (long) number, 1), number, 1);
        }
        List<Collectives> records =
                PassRun.of(trace.batches(9_000), PassConfig.defaults()).rows().of(Collectives.class);
        assertThat(records).hasSize(4);
        assertThat(records).allMatch(record -> record.getCollectives().size() == 1 << 14);
        assertThat(records).extracting(Collectives::getPart).containsExactly(0, 1, 2, 3);
        assertThat(records.get(0).getLeftOut()).isEqualTo(5);
        assertThat(records.get(1).getLeftOut()).isZero();
    }
}
