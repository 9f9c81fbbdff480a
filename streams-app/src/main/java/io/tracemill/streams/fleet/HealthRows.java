package io.tracemill.streams.fleet;

import io.tracemill.schemas.DeviceHealth;
import io.tracemill.schemas.DeviceWindow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The minutes of a node: a row for each quantity of its devices and of itself. */
final class HealthRows {

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final String node;
    private final WindowSeries ofNode;
    private final Map<String, WindowSeries> ofDevices = new TreeMap<>();

    /** Rows from the readings of a node, by the numbers of their series. */
    HealthRows(Node node, Map<Integer, SeriesReadings> readings) {
        this.node = node.name();
        WindowSeries all = new WindowSeries(node.series(), readings);
        ofNode = all.of(Set.of());
        node.devices().byIdentity(all.devices()).forEach((device, names) -> ofDevices.put(device, all.of(names)));
    }

    /**
     * Passes the rows of one minute.
     *
     * @param minute minutes since 1970
     * @return whether there are any
     */
    boolean minute(long minute, Consumer<? super DeviceHealth> out) {
        DeviceWindow window = new DeviceWindow(null, minute * MINUTE_NANOS, MINUTE_NANOS, 0L, null);
        boolean some = rows(null, window, ofNode, out);
        for (Map.Entry<String, WindowSeries> device : ofDevices.entrySet()) {
            some |= rows(device.getKey(), window, device.getValue(), out);
        }
        return some;
    }

    private boolean rows(
            @Nullable String device, DeviceWindow window, WindowSeries series, Consumer<? super DeviceHealth> out) {
        List<MeasuredSeries> found =
                new ArrayList<>(series.over(window.getStartNs(), window.getStartNs() + window.getDurationNs()));
        if (device != null) {
            found.addAll(DerivedQuantities.of(window, found));
        }
        found.forEach(one -> out.accept(row(device, window, one)));
        return !found.isEmpty();
    }

    private DeviceHealth row(@Nullable String device, DeviceWindow window, MeasuredSeries found) {
        WindowValue value = found.value();
        return DeviceHealth.newBuilder()
                .setDate(day(window.getStartNs()))
                .setNode(node)
                .setDevice(device)
                .setStartNs(window.getStartNs())
                .setDurationNs(window.getDurationNs())
                .setQuantity(found.series().quantity())
                .setSeriesLabels(found.series().labels())
                .setSource(found.series().source())
                .setMean(value.mean())
                .setMin(value.min())
                .setMax(value.max())
                .setIncrease(value.increase())
                .setResets(value.resets())
                .setSamples(value.samples())
                .setHeldPct(100 * value.held())
                .build();
    }

    private static String day(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L))
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
    }
}
