package io.tracemill.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;

class PageLevelsTest {

    /** Several pages, one after the other, in one object: first equal levels, then any. */
    @Property
    void theLibraryReadsBackEveryPage(
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 200) Integer> equal,
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 3) Integer> rest,
            @ForAll @IntRange(min = 0, max = 3) int level)
            throws IOException {
        PageLevels levels = new PageLevels(3);
        for (int i = 0; i < equal.size(); i++) {
            List<Integer> page = new ArrayList<>();
            for (int j = 0; j < equal.get(i); j++) {
                page.add(level);
            }
            page.addAll(i % 2 == 0 ? List.of() : rest);
            page.forEach(levels::add);

            assertThat(read(levels.take(), page.size())).isEqualTo(page);
        }
    }

    private static List<Integer> read(BytesInput bytes, int size) throws IOException {
        InputStream in = bytes.toInputStream();
        assertThat(BytesUtils.readIntLittleEndian(in)).isEqualTo(in.available());
        RunLengthBitPackingHybridDecoder decoder = new RunLengthBitPackingHybridDecoder(2, in);
        List<Integer> levels = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            levels.add(decoder.readInt());
        }
        return levels;
    }

    @Test
    void equalLevelsTakeNoMemoryUntilAnotherComes() {
        PageLevels levels = new PageLevels(1);
        for (int i = 0; i < 50_000; i++) {
            levels.add(1);
        }
        assertThat(levels.bytes()).isZero();

        levels.add(0);
        assertThat(levels.bytes()).isEqualTo(1 << 16);
    }
}
