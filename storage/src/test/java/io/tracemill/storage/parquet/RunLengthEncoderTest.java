package io.tracemill.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;

/** Tests that the encoder makes the same bytes as Parquet's own, which takes one number at a time. */
class RunLengthEncoderTest {

    private final RunLengthEncoder runs = new RunLengthEncoder();

    @Property
    void idsAreEncodedAsTheLibraryDoes(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 31) int width,
            @ForAll @IntRange(min = 0, max = 3000) int size)
            throws IOException {
        int[] ids = numbers(new Random(seed), width, size);

        assertThat(bytes(runs.of(ids, size, width))).isEqualTo(theirs(ids, size, width));
        assertThat(bytes(runs.of(ids, size / 3, width))).isEqualTo(theirs(ids, size / 3, width));
    }

    @Property
    void levelsAreEncodedAsTheLibraryDoes(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 7) int width,
            @ForAll @IntRange(min = 0, max = 3000) int size)
            throws IOException {
        int[] ids = numbers(new Random(seed), width, size);
        byte[] levels = new byte[size];
        for (int i = 0; i < size; i++) {
            levels[i] = (byte) ids[i];
        }

        assertThat(bytes(runs.of(levels, size, width))).isEqualTo(theirs(ids, size, width));
    }

    @Property
    void equalNumbersAreEncodedAsTheLibraryDoes(
            @ForAll @IntRange(min = 0, max = Integer.MAX_VALUE) int number,
            @ForAll @IntRange(min = 8, max = 40_000) int times)
            throws IOException {
        int[] ids = new int[times];
        Arrays.fill(ids, number);

        assertThat(bytes(runs.ofEqual(number, times, 31))).isEqualTo(theirs(ids, times, 31));
    }

    /** Stretches of equal numbers and of different numbers, some of them longer than one header can count. */
    private static int[] numbers(Random random, int width, int size) {
        int[] numbers = new int[size];
        int at = 0;
        while (at < size) {
            int end = Math.min(size, at + 1 + random.nextInt(random.nextBoolean() ? 20 : 1200));
            boolean equal = random.nextBoolean();
            int number = number(random, width);
            while (at < end) {
                numbers[at++] = equal ? number : number(random, width);
            }
        }
        return numbers;
    }

    private static int number(Random random, int width) {
        return random.nextInt() & (1 << width) - 1;
    }

    private static byte[] theirs(int[] numbers, int size, int width) throws IOException {
        try (RunLengthBitPackingHybridEncoder encoder =
                new RunLengthBitPackingHybridEncoder(width, 64, 1 << 20, HeapByteBufferAllocator.getInstance())) {
            for (int i = 0; i < size; i++) {
                encoder.writeInt(numbers[i]);
            }
            return bytes(encoder.toBytes());
        }
    }

    private static byte[] bytes(BytesInput encoded) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        encoded.writeAllTo(bytes);
        return bytes.toByteArray();
    }
}
