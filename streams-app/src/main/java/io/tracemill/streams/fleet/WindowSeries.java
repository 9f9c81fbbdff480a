package io.tracemill.streams.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Series of a device, or of a node, with their readings. Where several sources have one quantity, the one that covers
 * most of a window counts; then the one with the shorter interval, and then the first by name.
 */
final class WindowSeries {

    private static final Comparator<MeasuredSeries> BEST = Comparator.comparingDouble(
                    (MeasuredSeries found) -> -found.value().held())
            .thenComparingLong(found -> found.intervalNanos() < 0 ? Long.MAX_VALUE : found.intervalNanos())
            .thenComparing(found -> found.series().source())
            .thenComparing(found -> String.valueOf(found.series().device()));

    private final List<Readings> series;

    private record Readings(Series series, SeriesReadings readings, long intervalNanos) {}

    private WindowSeries(List<Readings> series) {
        this.series = series;
    }

    /** The series of a node of which there are readings, by their numbers. */
    WindowSeries(SeriesTable table, Map<Integer, SeriesReadings> readings) {
        series = new ArrayList<>();
        for (SeriesTable.Entry entry : table.all()) {
            @Nullable SeriesReadings found = readings.get(entry.id);
            if (found != null) {
                series.add(new Readings(entry.series, found, found.intervalNanos()));
            }
        }
    }

    /** Names of the devices that the series are of. */
    Set<String> devices() {
        Set<String> devices = new TreeSet<>();
        for (Readings one : series) {
            if (one.series.device() != null) {
                devices.add(one.series.device());
            }
        }
        return devices;
    }

    /** The series of a device by its names; those of the node itself if there are none. */
    WindowSeries of(Set<String> devices) {
        return new WindowSeries(series.stream()
                .filter(one -> {
                    @Nullable String device = one.series.device();
                    return device == null ? devices.isEmpty() : devices.contains(device);
                })
                .toList());
    }

    /** The series of some quantities. */
    WindowSeries only(Predicate<String> quantities) {
        return new WindowSeries(series.stream()
                .filter(one -> quantities.test(one.series.quantity()))
                .toList());
    }

    /** The series of each source. */
    Map<String, WindowSeries> bySource() {
        Map<String, List<Readings>> sources = new TreeMap<>();
        for (Readings one : series) {
            sources.computeIfAbsent(one.series.source(), any -> new ArrayList<>())
                    .add(one);
        }
        Map<String, WindowSeries> bySource = new TreeMap<>();
        sources.forEach((source, readings) -> bySource.put(source, new WindowSeries(readings)));
        return bySource;
    }

    /** What the series say of a stretch of time, by quantity and labels. */
    List<MeasuredSeries> over(long startNanos, long endNanos) {
        record What(String quantity, String labels) {}
        Map<What, MeasuredSeries> best =
                new TreeMap<>(Comparator.comparing(What::quantity).thenComparing(What::labels));
        for (Readings one : series) {
            @Nullable WindowValue value = value(one, startNanos, endNanos);
            if (value != null) {
                best.merge(
                        new What(one.series.quantity(), String.valueOf(one.series.labels())),
                        new MeasuredSeries(one.series, value, one.intervalNanos),
                        (a, b) -> BEST.compare(a, b) <= 0 ? a : b);
            }
        }
        return List.copyOf(best.values());
    }

    private static @Nullable WindowValue value(Readings one, long startNanos, long endNanos) {
        WindowReader reader = new WindowReader(one.readings, one.intervalNanos);
        return one.series.counter() ? reader.counter(startNanos, endNanos) : reader.gauge(startNanos, endNanos);
    }

    /** What a series says of the hour before a time; null if nothing. */
    @Nullable
    WindowValue before(MeasuredSeries found, long startNanos) {
        for (Readings one : series) {
            if (one.series.equals(found.series())) {
                return value(one, startNanos - TraceJoin.BEFORE_NANOS, startNanos);
            }
        }
        return null;
    }
}
