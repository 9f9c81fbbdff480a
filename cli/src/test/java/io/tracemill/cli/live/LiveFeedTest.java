package io.tracemill.cli.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveFeedTest {

    private final LivePicture picture = new LivePicture();

    private void change(LiveFeed feed, long logMs) {
        picture.note(new LivePicture.Status(true, true, logMs, null));
        feed.publish();
    }

    private static String text(LiveFeed.Event event) {
        return new String(event.text(), UTF_8);
    }

    @Test
    void aReaderGoesOnAfterTheLastEventThatItHas() {
        LiveFeed feed = new LiveFeed(picture);
        AtomicInteger calls = new AtomicInteger();
        feed.onChange(calls::incrementAndGet);
        change(feed, 1);
        LiveFeed.Event whole = feed.whole();
        assertThat(text(whole)).matches("(?s)id: [0-9a-f]{12}-1\nevent: whole\ndata: \\{.*\"log_ms\":1.*\\}\n\n");
        change(feed, 2);
        change(feed, 3);

        String id = text(whole).lines().findFirst().orElseThrow().substring("id: ".length());
        long known = feed.known(id).orElseThrow();
        assertThat(feed.reaches(known)).isTrue();
        LiveFeed.Event next = feed.after(known).orElseThrow();
        assertThat(text(next)).contains("event: change\n", "\"log_ms\":2");
        assertThat(text(feed.after(next.number()).orElseThrow())).contains("\"log_ms\":3");
        assertThat(feed.after(3)).isEmpty();
        feed.publish();
        assertThat(calls).hasValue(3);
    }

    @Test
    void aReaderOfAnotherProcessOrOfLongAgoBeginsAgain() {
        LiveFeed feed = new LiveFeed(picture, 2_000);
        change(feed, 1);
        assertThat(feed.known(new LiveFeed(picture).process() + "-1")).isEmpty();
        assertThat(feed.known("nonsense")).isEmpty();
        for (int i = 2; i < 100; i++) {
            change(feed, i);
        }
        assertThat(feed.reaches(1)).isFalse();
        assertThat(feed.reaches(98)).isTrue();
        assertThat(feed.reaches(99)).isTrue();
        assertThat(feed.reaches(100)).isFalse();
    }
}
