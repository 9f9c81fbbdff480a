package io.tracemill.streams.fleet;

import io.tracemill.schemas.DeviceHealth;
import io.tracemill.schemas.DeviceWindow;
import io.tracemill.schemas.UtcDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The minutes of a node: a row for each quantity of its devices and of itself. */
final class HealthRows {

    private final String node;
    private final NodeSeries series;

    /** A minute, and the day that it is in, which is the same in all its rows. */
    private record Minute(DeviceWindow window, String date) {}

    /** Rows from the series of a node. */
    HealthRows(Node node, NodeSeries series) {
        this.node = node.name();
        this.series = series;
    }

    /**
     * Passes the rows of one minute.
     *
     * @param minute minutes since 1970
     * @return whether there are any
     */
    boolean minute(long minute, Consumer<? super DeviceHealth> out) {
        long start = minute * NodeTimes.MINUTE_NANOS;
        Minute of = new Minute(new DeviceWindow(null, start, NodeTimes.MINUTE_NANOS, 0L, null), UtcDay.of(start));
        boolean some = rows(null, of, series.ofNode(), out);
        for (Map.Entry<String, WindowSeries> device : series.ofDevices().entrySet()) {
            some |= rows(device.getKey(), of, device.getValue(), out);
        }
        return some;
    }

    private boolean rows(@Nullable String device, Minute minute, WindowSeries of, Consumer<? super DeviceHealth> out) {
        DeviceWindow window = minute.window;
        List<MeasuredSeries> found =
                new ArrayList<>(of.over(window.getStartNs(), window.getStartNs() + window.getDurationNs()));
        if (device != null) {
            found.addAll(DerivedQuantities.of(window, found));
        }
        found.forEach(one -> out.accept(row(device, minute, one)));
        return !found.isEmpty();
    }

    private DeviceHealth row(@Nullable String device, Minute minute, MeasuredSeries found) {
        WindowValue value = found.value();
        return DeviceHealth.newBuilder()
                .setDate(minute.date)
                .setNode(node)
                .setDevice(device)
                .setStartNs(minute.window.getStartNs())
                .setDurationNs(minute.window.getDurationNs())
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
}
