package io.tracemill.cli.page.picture;

import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.query.TraceRows;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.Gap;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.storage.rows.SpanConditions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reader of the pictures of one trace. */
public final class PictureReader {

    private static final int MOST_DEVICES = 64;

    /** Single events of all steps of a trace together, at most, since a picture is held in memory. */
    private static final int MOST_RECTANGLES = 320_000;

    private final TraceRows trace;
    private final Map<String, List<DeviceStats>> byDevice = new LinkedHashMap<>();
    private final long origin;

    /**
     * Reader of a trace.
     *
     * @param windows rows of the trace in {@code device_stats}
     */
    public PictureReader(ArchiveSql sql, TraceInfo trace, List<DeviceStats> windows) {
        this.trace = new TraceRows(sql, trace);
        windows.stream()
                .sorted(Comparator.comparing(
                                (DeviceStats row) -> key(row.getDevice()), Comparator.comparingInt(String::length))
                        .thenComparing(row -> key(row.getDevice()))
                        .thenComparing(DeviceStats::getStep, Comparator.nullsFirst(Comparator.naturalOrder())))
                .forEach(row -> {
                    if (byDevice.containsKey(key(row.getDevice())) || byDevice.size() < MOST_DEVICES) {
                        byDevice.computeIfAbsent(key(row.getDevice()), device -> new ArrayList<>())
                                .add(row);
                    }
                });
        TraceHeader header = trace.getHeader();
        this.origin = header == null
                ? windows.stream().mapToLong(DeviceStats::getStartNs).min().orElse(0)
                : header.getFirstNs();
    }

    private static String key(@Nullable String device) {
        return device == null ? "" : device;
    }

    /** Time from which on the page counts, in ns. */
    public long origin() {
        return origin;
    }

    /**
     * Reads all pictures.
     *
     * @param asked steps whose events are wanted besides the median and the slowest one
     */
    public Picture read(Set<Integer> asked) throws IOException {
        Map<String, Bins> bins = trace.hasAllSpans() ? bins() : Map.of();
        Map<String, Map<DeviceStats, String>> chosen = new LinkedHashMap<>();
        byDevice.forEach((device, windows) -> chosen.put(device, ChosenSteps.of(windows, asked)));
        int steps = chosen.values().stream().mapToInt(Map::size).sum();
        int most = Math.min(StepPicture.MOST_RECTANGLES, MOST_RECTANGLES / Math.max(1, steps));
        List<Picture.OfDevice> devices = new ArrayList<>();
        for (Map.Entry<String, List<DeviceStats>> device : byDevice.entrySet()) {
            List<StepPicture> pictures = new ArrayList<>();
            Map<Long, Gap> known = gaps(device.getValue());
            for (Map.Entry<DeviceStats, String> step :
                    Objects.requireNonNull(chosen.get(device.getKey())).entrySet()) {
                pictures.add(picture(step.getKey(), step.getValue(), known, most));
            }
            DeviceStats any = device.getValue().get(0);
            devices.add(new Picture.OfDevice(
                    any.getDevice(),
                    any.getDeviceName(),
                    bins.get(device.getKey()),
                    steps(device.getValue()),
                    pictures));
        }
        return new Picture(origin, length(), devices, MemoryReader.read(trace), ModuleTimes.read(trace));
    }

    /** Reads one step of a device, or its whole window where the step is null; null if there is no such window. */
    public @Nullable StepPicture step(@Nullable String device, @Nullable Integer step) throws IOException {
        List<DeviceStats> windows = byDevice.getOrDefault(key(device), List.of());
        for (DeviceStats window : windows) {
            if (Objects.equals(window.getStep(), step)) {
                return picture(window, step == null ? "whole" : "asked", gaps(windows), StepPicture.MOST_RECTANGLES);
            }
        }
        return null;
    }

    private StepPicture picture(DeviceStats window, String chosen, Map<Long, Gap> known, int most) throws IOException {
        return new StepPicture(window, chosen, StepRows.read(trace, window, known, most));
    }

    private static List<DeviceStats> steps(List<DeviceStats> windows) {
        return windows.stream().filter(row -> row.getStep() != null).toList();
    }

    /** Gaps that the archive has causes of, by their start. */
    private static Map<Long, Gap> gaps(List<DeviceStats> windows) {
        Map<Long, Gap> gaps = new HashMap<>();
        windows.forEach(window -> window.getGaps().forEach(gap -> gaps.putIfAbsent(gap.getStartNs(), gap)));
        return gaps;
    }

    private long length() {
        TraceHeader header = trace.trace().getHeader();
        return header == null
                ? byDevice.values().stream()
                        .flatMap(List::stream)
                        .mapToLong(row -> row.getStartNs() + row.getTotalNs() - origin)
                        .max()
                        .orElse(0)
                : header.getLastNs() - origin;
    }

    private Map<String, Bins> bins() throws IOException {
        Map<String, Bins> bins = new HashMap<>();
        byDevice.forEach((device, windows) -> windows.stream()
                .filter(row -> row.getStep() == null)
                .forEach(row -> bins.put(device, new Bins(row.getStartNs(), row.getTotalNs()))));
        trace.each(
                "device, kind, start_ns, end_ns",
                "spans",
                SpanConditions.ON_DEVICE + " order by start_ns",
                List.of(),
                row -> {
                    Bins of = bins.get(key(row.text("device")));
                    if (of != null) {
                        long start = row.number("start_ns", 0);
                        of.add(
                                EventKind.valueOf(Objects.requireNonNull(row.text("kind"))),
                                start,
                                row.number("end_ns", start));
                    }
                });
        bins.values().forEach(Bins::end);
        return bins;
    }
}
