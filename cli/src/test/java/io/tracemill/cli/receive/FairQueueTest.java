package io.tracemill.cli.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order in which work is done. */
@Timeout(60)
class FairQueueTest {

    private final FairQueue<String> queue = new FairQueue<>(1);

    private static Place small(String token, String run) {
        return new Place(token, run, false);
    }

    private static Place large(String token, String run) {
        return new Place(token, run, true);
    }

    private void add(Place place, String... works) {
        for (String work : works) {
            assertThat(queue.add(place, work)).isTrue();
        }
    }

    /** Does some work, one piece after the other. */
    private String doNext(int count) throws InterruptedException {
        List<String> done = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            FairQueue.Begun<String> begun = queue.begin();
            done.add(begun.work());
            queue.end(begun);
        }
        return String.join(" ", done);
    }

    @Test
    void tokensTakeTurnsAndSoDoTheRunsOfAToken() throws Exception {
        add(small("a", "x"), "ax1", "ax2", "ax3");
        add(small("a", "y"), "ay1", "ay2");
        add(small("b", "z"), "bz1", "bz2", "bz3", "bz4");

        assertThat(doNext(9)).isEqualTo("ax1 bz1 ay1 bz2 ax2 bz3 ay2 bz4 ax3");
        assertThat(queue.size()).isZero();
    }

    @Test
    void whatIsNotLargeGetsPastWhatIs() throws Exception {
        add(large("a", "x"), "AX1", "AX2");
        add(large("b", "x"), "BX1");
        FairQueue.Begun<String> first = queue.begin();
        assertThat(first.work()).isEqualTo("AX1");

        add(small("a", "x"), "ax1");
        add(small("a", "y"), "ay1", "ay2");
        assertThat(doNext(3)).isEqualTo("ax1 ay1 ay2");
        assertThat(queue.size()).isEqualTo(2);
        queue.end(first);
        assertThat(doNext(2)).isEqualTo("BX1 AX2");
    }

    @Test
    void whatIsLargeHasItsTurnHoweverMuchElseThereIs() throws Exception {
        add(small("a", "y"), "ay1", "ay2", "ay3");
        add(small("b", "z"), "bz1", "bz2", "bz3");
        add(large("a", "x"), "AX1", "AX2");

        assertThat(doNext(8)).isEqualTo("ay1 bz1 AX1 bz2 ay2 bz3 AX2 ay3");
    }

    @Test
    void theEndOfLargeWorkLetsTheNextBegin() throws Exception {
        add(large("a", "x"), "AX1", "AX2");
        FairQueue.Begun<String> first = queue.begin();
        CompletableFuture<String> next = CompletableFuture.supplyAsync(() -> {
            try {
                return queue.begin().work();
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });

        add(small("b", "z"), "bz1");
        assertThat(next.get()).isEqualTo("bz1");
        queue.end(first);
        assertThat(queue.begin().work()).isEqualTo("AX2");
    }

    @Test
    void aClosedQueueTakesNothing() {
        queue.close();

        assertThat(queue.add(small("a", "x"), "ax1")).isFalse();
    }
}
