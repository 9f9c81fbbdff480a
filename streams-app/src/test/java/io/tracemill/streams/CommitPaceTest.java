package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CommitPaceTest {

    private static final long BEGIN = 1_000_000;

    private final CommitPace pace = new CommitPace();

    @Test
    void aFewTracesAreCommittedAtOnce() {
        assertThat(allowed(BEGIN, BEGIN + 100, 1)).isEqualTo(CommitPace.AT_ONCE);
    }

    @Test
    void ofManyOneInASecondIs() {
        assertThat(allowed(BEGIN, BEGIN + 60_000, 7)).isEqualTo(CommitPace.AT_ONCE + 59);
    }

    @Test
    void afterAPauseAFewAreAgain() {
        allowed(BEGIN, BEGIN + 60_000, 100);

        assertThat(allowed(BEGIN + 63_500, BEGIN + 63_600, 1)).isEqualTo(4);
        assertThat(allowed(BEGIN + 100_000, BEGIN + 100_100, 1)).isEqualTo(CommitPace.AT_ONCE);
    }

    @Test
    void aClockThatIsSetBackStopsNoCommit() {
        allowed(BEGIN, BEGIN + 1000, 1);

        assertThat(allowed(0, 10_000, 1)).isEqualTo(9);
    }

    /** How many of the requests in an interval, one in so many ms, are allowed. */
    private long allowed(long from, long to, int every) {
        return LongStream.range(0, (to - from) / every)
                .filter(i -> pace.allows(from + i * every))
                .count();
    }
}
