package io.tracemill.streams.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LongTableTest {

    @Property(tries = 200)
    void holdsWhatAHashMapHolds(@ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int keys) {
        Random random = new Random(seed);
        Map<Long, Integer> expected = new HashMap<>();
        LongTable<Integer> table = new LongTable<>();
        for (int i = 0; i < 1_000; i++) {
            long key = (long) (random.nextInt(keys) - keys / 2) << (random.nextInt(2) * 32);
            if (random.nextBoolean()) {
                expected.put(key, i);
                table.put(key, i);
            } else {
                expected.remove(key);
                table.remove(key);
            }
            assertThat(table.get(key)).isEqualTo(expected.get(key));
        }
        assertThat(table.size()).isEqualTo(expected.size());
        expected.forEach((key, value) -> assertThat(table.get(key)).isEqualTo(value));
    }
}
