package io.tracemill.cli.page.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Events that are drawn as they are and those that are merged are all events. */
class RectanglesTest {

    private static final long STEP = 1_000_000;

    private static Rectangle event(int stream, long start, long duration) {
        return new Rectangle(stream, 0, 0, start, start + duration, duration, 1);
    }

    private static Rectangles all(List<Rectangle> events) {
        Rectangles all = new Rectangles(STEP);
        events.forEach(all::keep);
        all.end();
        return all;
    }

    @Test
    void neighboursOfAStreamAreMergedUpToTheNextEventThatIsKept() {
        Rectangles few = all(List.of(
                        event(0, 0, 10), event(1, 5, 10), event(0, 20, 10), event(0, 40, 100), event(0, 150, 10)))
                .atMost(1, STEP);

        assertThat(few.kept()).containsExactly(event(0, 40, 100));
        assertThat(few.merged())
                .containsExactly(
                        new Rectangle(0, Rectangle.MERGED, 0, 0, 30, 20, 2),
                        event(1, 5, 10).unnamed(),
                        event(0, 150, 10).unnamed());
    }

    @Test
    void aLongGapEndsAGroup() {
        Rectangles none = all(List.of(event(0, 0, 10), event(0, 511, 10))).atMost(0, STEP);

        assertThat(none.merged()).hasSize(2);
    }

    @Property(tries = 200)
    void nothingIsLostHoweverFewAreKept(
            @ForAll("events") List<Rectangle> events,
            @ForAll @IntRange(max = 12) int first,
            @ForAll @IntRange(max = 12) int then) {
        Rectangles few = all(events).atMost(first, STEP).atMost(then, STEP);

        assertThat(few.kept()).hasSize(Math.min(Math.min(first, then), events.size()));
        assertThat(few.kept().size()
                        + few.merged().stream().mapToLong(Rectangle::count).sum())
                .isEqualTo(events.size());
        assertThat(busy(few.kept()) + busy(few.merged())).isEqualTo(busy(events));
        assertThat(few.kept())
                .allMatch(kept -> few.merged().stream()
                        .filter(merged -> merged.count() == 1)
                        .allMatch(merged -> merged.durationNanos() <= kept.durationNanos()));
        assertThat(few.merged()).isSortedAccordingTo(Comparator.comparingLong(Rectangle::startNanos));
    }

    private static long busy(List<Rectangle> rectangles) {
        return rectangles.stream().mapToLong(Rectangle::busyNanos).sum();
    }

    @Provide
    Arbitrary<List<Rectangle>> events() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.longs().between(0, STEP),
                        Arbitraries.longs().between(0, 2_000))
                .as(RectanglesTest::event)
                .list()
                .ofMaxSize(30)
                .map(events -> events.stream()
                        .sorted(Comparator.comparingLong(Rectangle::startNanos))
                        .toList());
    }
}
