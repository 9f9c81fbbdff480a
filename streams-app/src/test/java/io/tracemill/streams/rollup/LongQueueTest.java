package io.tracemill.streams.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LongQueueTest {

    @Property(tries = 200)
    void itIsASortedListThatSurvivesItsEncoding(@ForAll List<Long> numbers, @ForAll List<Boolean> removals) {
        LongQueue queue = new LongQueue();
        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            queue.add(numbers.get(i));
            expected.add(numbers.get(i));
            Collections.sort(expected);
            if (i < removals.size() && removals.get(i)) {
                assertThat(queue.removeFirst()).isEqualTo(expected.remove(0));
            }
        }
        LongQueue decoded = LongQueue.decode(queue.encode());
        assertThat(drained(decoded)).isEqualTo(expected);
        assertThat(drained(queue)).isEqualTo(expected);
    }

    private static List<Long> drained(LongQueue queue) {
        List<Long> drained = new ArrayList<>();
        while (queue.size() > 0) {
            drained.add(queue.first());
            queue.removeFirst();
        }
        return drained;
    }
}
