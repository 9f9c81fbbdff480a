package io.tracemill.ingest.sort;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.ingest.pack.GrowingBytes;
import io.tracemill.ingest.pack.PackedHead;
import io.tracemill.ingest.pack.SortedBlock;
import io.tracemill.ingest.spill.SpillSpace;
import io.tracemill.schemas.EventKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSorterTest {

    @TempDir
    Path directory;

    @Test
    void manyRunsAreMergedOverGenerationsIntoOneOrderAndLeaveNothingBehind() throws Exception {
        List<Long> starts = new ArrayList<>();
        List<Long> sorted = new ArrayList<>();
        try (EventSorter sorter = new EventSorter(new SpillSpace(directory, "t"), 100)) {
            Random random = new Random(3);
            for (int block = 0; block < 4200; block++) {
                sorter.add(block(random, starts));
            }
            assertThat(sorter.spilled()).isTrue();
            EventCursor cursor = sorter.events();
            while (cursor.next()) {
                sorted.add(PackedHead.start(cursor.bytes(), cursor.offset()));
            }
        }
        assertThat(sorted).isEqualTo(starts.stream().sorted().toList());
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aSmallTraceNeverTouchesTheDisk() throws Exception {
        Path none = directory.resolve("none");
        try (EventSorter sorter = new EventSorter(new SpillSpace(none, "t"), 1 << 20)) {
            sorter.add(block(new Random(1), new ArrayList<>()));
            assertThat(sorter.spilled()).isFalse();
        }
        assertThat(none).doesNotExist();
    }

    private static SortedBlock block(Random random, List<Long> starts) {
        GrowingBytes bytes = new GrowingBytes(100);
        for (int i = 0; i < 10; i++) {
            long start = random.nextInt(1000);
            starts.add(start);
            PackedHead.close(bytes, PackedHead.open(bytes, start, 1, random.nextInt(), EventKind.KERNEL));
        }
        return SortedBlock.sorted(bytes, 10);
    }
}
