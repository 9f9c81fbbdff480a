package io.tracemill.streams.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SegmentTest {

    @Property(tries = 200)
    void whatIsWrittenIsRead(@ForAll @Size(max = 20) Map<@IntRange(max = 5_000) Integer, List<Double>> values) {
        SortedMap<Integer, SeriesReadings> readings = new TreeMap<>();
        List<String> written = new ArrayList<>();
        new TreeMap<>(values).forEach((series, of) -> {
            for (int i = 0; i < of.size(); i++) {
                long time = 1_764_000_000_000_000_000L + i * 15_000_000_000L + (i % 3);
                readings.computeIfAbsent(series, any -> new SeriesReadings()).add(time, of.get(i));
                written.add(series + " " + time + " " + of.get(i));
            }
        });

        assertThat(read(Segment.of(readings))).isEqualTo(written);
        assertThat(read(Segment.compressed(readings))).isEqualTo(written);
    }

    private static List<String> read(byte[] segment) {
        List<String> read = new ArrayList<>();
        Segment.read(segment, (series, time, value) -> read.add(series + " " + time + " " + value));
        return read;
    }
}
