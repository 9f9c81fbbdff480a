package io.tracemill.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntToLongFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeededHashTest {

    private static final int KEYS = 1 << 12;

    @Property(tries = 200)
    void doesNotDependOnWhatIsAroundTheBytes(@ForAll byte[] bytes, @ForAll @IntRange(max = 20) int before) {
        byte[] within = new byte[before + bytes.length + 5];
        Arrays.fill(within, (byte) 'x');
        System.arraycopy(bytes, 0, within, before, bytes.length);

        assertThat(SeededHash.of(within, before, bytes.length)).isEqualTo(SeededHash.of(bytes, 0, bytes.length));
    }

    @Test
    void zerosAtTheEndCount() {
        Set<Long> hashes = new HashSet<>();
        for (int length = 0; length < 40; length++) {
            hashes.add(SeededHash.of(new byte[40], 0, length));
        }
        assertThat(hashes).hasSize(40);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 8, 20, 32, 44, 51})
    void numbersThatDifferInAnyBitsAreSpreadOverTheSlots(int shift) {
        assertSpread(i -> SeededHash.of((long) i << shift));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n", "name_", "name_of_kernel_", "a_long_name_of_a_kernel_with_"})
    void stringsThatDifferInTheirFirstOrLastBytesAreSpreadOverTheSlots(String name) {
        assertSpread(i -> hash(name + (char) (i & 63) + (char) (i >> 6)));
        assertSpread(i -> hash((char) (i & 63) + name + (char) (i >> 6)));
    }

    @Test
    void stringsMadeToCollideUnderAFixedFactorDoNot() {
        assertSpread(i -> {
            byte[] bytes = new byte[24 * Long.BYTES];
            for (int bit = 0; bit < 12; bit++) {
                bytes[16 * bit + 7] = (byte) ((i >> bit & 1) << 7);
                bytes[16 * bit + 11] = bytes[16 * bit + 7];
                bytes[16 * bit + 15] = bytes[16 * bit + 7];
            }
            return SeededHash.of(bytes, 0, bytes.length);
        });
    }

    private static long hash(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return SeededHash.of(bytes, 0, bytes.length);
    }

    /** As many keys as slots: by chance no slot gets more than a dozen, by the upper bits or by the lower ones. */
    private static void assertSpread(IntToLongFunction hash) {
        int[] byLow = new int[KEYS];
        int[] byHigh = new int[KEYS];
        for (int i = 0; i < KEYS; i++) {
            long value = hash.applyAsLong(i);
            byLow[(int) value & (KEYS - 1)]++;
            byHigh[(int) (value >>> 52)]++;
        }
        assertThat(Arrays.stream(byLow).max().orElseThrow()).isLessThan(20);
        assertThat(Arrays.stream(byHigh).max().orElseThrow()).isLessThan(20);
    }
}
