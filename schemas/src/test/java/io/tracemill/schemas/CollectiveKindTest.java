package io.tracemill.schemas;

import static io.tracemill.schemas.CollectiveKind.ALLGATHER;
import static io.tracemill.schemas.CollectiveKind.ALLREDUCE;
import static io.tracemill.schemas.CollectiveKind.ALLTOALL;
import static io.tracemill.schemas.CollectiveKind.BARRIER;
import static io.tracemill.schemas.CollectiveKind.BROADCAST;
import static io.tracemill.schemas.CollectiveKind.GATHER;
import static io.tracemill.schemas.CollectiveKind.REDUCE;
import static io.tracemill.schemas.CollectiveKind.REDUCESCATTER;
import static io.tracemill.schemas.CollectiveKind.SCATTER;
import static io.tracemill.schemas.CollectiveKind.SEND;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CollectiveKindTest {

    private static final long UNKNOWN = -1;

    @Test
    void theSizeOfACollectiveIsThatOfTheSideThatHoldsAllOfIt() {
        assertThat(ALLREDUCE.bytes(100, 100, 8)).isEqualTo(100);
        assertThat(ALLREDUCE.bytes(100, UNKNOWN, 8)).isEqualTo(100);
        assertThat(ALLGATHER.bytes(100, 800, 8)).isEqualTo(800);
        assertThat(ALLGATHER.bytes(100, UNKNOWN, 8)).isEqualTo(800);
        assertThat(ALLGATHER.bytes(100, UNKNOWN, 0)).isEqualTo(UNKNOWN);
        assertThat(ALLGATHER.bytes(Long.MAX_VALUE / 2, UNKNOWN, 8)).isEqualTo(UNKNOWN);
        assertThat(REDUCESCATTER.bytes(800, 100, 8)).isEqualTo(800);
        assertThat(REDUCESCATTER.bytes(UNKNOWN, 100, 8)).isEqualTo(800);
        assertThat(SCATTER.bytes(UNKNOWN, 100, 4)).isEqualTo(400);
        assertThat(GATHER.bytes(100, 0, 4)).isEqualTo(100);
        assertThat(ALLTOALL.bytes(100, 300, 8)).isEqualTo(300);
        assertThat(BARRIER.bytes(4, 4, 8)).isEqualTo(UNKNOWN);
        assertThat(BROADCAST.bytes(UNKNOWN, UNKNOWN, 8)).isEqualTo(UNKNOWN);
    }

    @Test
    void theBusFactorsAreThoseOfNcclTests() {
        assertThat(ALLREDUCE.busFactor(8)).isEqualTo(1.75);
        assertThat(ALLREDUCE.busFactor(2)).isEqualTo(1);
        assertThat(ALLGATHER.busFactor(8)).isEqualTo(0.875);
        assertThat(REDUCESCATTER.busFactor(4)).isEqualTo(0.75);
        assertThat(ALLTOALL.busFactor(4)).isEqualTo(0.75);
        assertThat(GATHER.busFactor(2)).isEqualTo(0.5);
        assertThat(BROADCAST.busFactor(8)).isEqualTo(1);
        assertThat(REDUCE.busFactor(8)).isEqualTo(1);
        assertThat(SEND.busFactor(2)).isEqualTo(1);
    }

    @Test
    void aWordIsThatOfItsKind() {
        assertThat(CollectiveKind.of("allreduce")).isEqualTo(ALLREDUCE);
        assertThat(CollectiveKind.of("AllReduce")).isNull();
        assertThat(CollectiveKind.of(null)).isNull();
    }
}
