package io.tracemill.storage.upkeep;

import io.tracemill.storage.parquet.OffsetRange;
import io.tracemill.storage.parquet.RowFileReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The offset ranges of several files of a directory together. */
final class OffsetRanges {

    private static final Comparator<OffsetRange> ORDER = Comparator.comparing(OffsetRange::cluster)
            .thenComparing(OffsetRange::topic)
            .thenComparing(OffsetRange::partition)
            .thenComparing(OffsetRange::first);

    private OffsetRanges() {}

    /**
     * The ranges of some files, as few as possible: two become one if no other file of the directory holds records
     * between them.
     */
    static List<OffsetRange> of(List<Path> files, List<Path> directory) throws IOException {
        Set<OffsetRange> wanted = new HashSet<>();
        List<OffsetRange> all = new ArrayList<>();
        for (Path file : directory) {
            List<OffsetRange> ranges = RowFileReader.footer(file).ranges();
            all.addAll(ranges);
            if (files.contains(file)) {
                wanted.addAll(ranges);
            }
        }
        all.sort(ORDER);
        List<OffsetRange> ranges = new ArrayList<>();
        boolean joins = false;
        for (OffsetRange range : all) {
            if (wanted.contains(range)) {
                int last = ranges.size() - 1;
                if (joins && ranges.get(last).isBeside(range)) {
                    ranges.set(last, ranges.get(last).through(range));
                } else {
                    ranges.add(range);
                }
            }
            joins = wanted.contains(range);
        }
        return ranges;
    }
}
