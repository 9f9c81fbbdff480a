package io.tracemill.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A thread looked at at some times, with the CPU time and the time in the queue it had had by then, in ms. */
class ThreadClockTest {
    private static final long MS = 1_000_000;

    private final ThreadClock clock = new ThreadClock(ThreadRole.PARSE, 0);

    @Test
    void waitingIsWhatIsLeftBetweenTheFirstWorkAndTheLast() {
        look(100, 0, 0);
        look(150, 40, 5);
        look(250, 40, 5);
        look(300, 90, 5);
        look(900, 90, 5);

        assertThat(clock.lap()).isEqualTo(time(90, 5, 105));
    }

    @Test
    void eachLapBeginsAnew() {
        look(50, 50, 0);
        clock.lap();
        look(100, 50, 0);
        look(150, 70, 20);

        assertThat(clock.lap()).isEqualTo(time(20, 20, 10));
        assertThat(clock.lap()).isEqualTo(TimeUse.NONE);
    }

    @Test
    void aThreadThatIsOnlyWokenHasNotWaitedForWork() {
        look(500, 0, 0);

        assertThat(clock.lap()).isEqualTo(TimeUse.NONE);
    }

    private void look(long at, long cpu, long queued) {
        clock.look(at * MS, cpu * MS, queued * MS);
    }

    private static TimeUse time(long cpu, long queued, long waited) {
        return new TimeUse(cpu * MS, queued * MS, waited * MS);
    }
}
