package io.tracemill.telemetry.batch;

import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TelemetryDevice;
import io.tracemill.schemas.TelemetrySample;
import io.tracemill.telemetry.series.DeviceNames;
import io.tracemill.telemetry.series.ReadingSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Readings of one node and source to batches, each below a number of bytes. */
final class BatchEncoder {

    /** The most bytes of a sample: a byte for each of four unions and the kind, five indexes, a time and a value. */
    private static final int SAMPLE_BYTES = 5 + 5 * 5 + 10 + 8;

    /** The most bytes of the names of a device beside their characters: three unions and four indexes. */
    private static final int DEVICE_BYTES = 3 + 4 * 5;

    /** The most bytes of a string beside its characters. */
    private static final int LENGTH_BYTES = 5;

    private static final long DAY_NANOS = 86_400_000_000_000L;

    private final int mostBytes;
    private final BatchPublisher publisher;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<String> strings = new ArrayList<>();
    private final List<TelemetrySample> samples = new ArrayList<>();
    private final Map<String, TelemetryDevice> devices = new LinkedHashMap<>();
    private long bytes;
    private long day;

    BatchEncoder(int mostBytes, BatchPublisher publisher) {
        this.mostBytes = mostBytes;
        this.publisher = publisher;
    }

    /** Publishes readings of one node and source in this order, those of each UTC day in batches of their own. */
    void publish(List<Reading> readings) {
        begin(readings.get(0).series);
        for (Reading reading : readings) {
            long dayOfReading = reading.timeNanos / DAY_NANOS;
            if (dayOfReading != day || bytes + bytes(reading.series) > mostBytes) {
                end(reading.series);
                day = dayOfReading;
            }
            samples.add(sample(reading));
            bytes += SAMPLE_BYTES;
            name(reading.series);
        }
        end(readings.get(0).series);
    }

    private void end(ReadingSeries of) {
        if (!samples.isEmpty()) {
            publisher.publish(TelemetryBatch.newBuilder()
                    .setNode(of.node())
                    .setSource(of.source())
                    .setStrings(List.copyOf(strings))
                    .setSamples(List.copyOf(samples))
                    .setDevices(List.copyOf(devices.values()))
                    .build());
        }
        begin(of);
    }

    private void begin(ReadingSeries of) {
        indexes.clear();
        strings.clear();
        samples.clear();
        devices.clear();
        bytes = 2L * LENGTH_BYTES
                + 4L * LENGTH_BYTES
                + 3L * (of.node().length() + of.source().length());
    }

    /** No fewer bytes than a sample of a series adds to the batch. */
    private long bytes(ReadingSeries series) {
        return SAMPLE_BYTES
                + bytes(series.metric())
                + bytes(series.quantity())
                + bytes(series.device())
                + bytes(series.otherLabels())
                + bytes(series.seriesLabels())
                + DEVICE_BYTES
                + bytes(series.deviceNames().uuid())
                + bytes(series.deviceNames().pci());
    }

    private long bytes(@Nullable String text) {
        return text == null || indexes.containsKey(text) ? 0 : LENGTH_BYTES + 3L * text.length();
    }

    private TelemetrySample sample(Reading reading) {
        ReadingSeries series = reading.series;
        return new TelemetrySample(
                index(series.metric()),
                indexOrNull(series.quantity()),
                indexOrNull(series.device()),
                reading.timeNanos,
                reading.value,
                series.kind(),
                indexOrNull(series.otherLabels()),
                indexOrNull(series.seriesLabels()));
    }

    /** Says the names of a device that has not been named in the batch. */
    private void name(ReadingSeries series) {
        String device = series.device();
        DeviceNames names = series.deviceNames();
        if (device != null && !names.isEmpty() && !devices.containsKey(device)) {
            devices.put(
                    device,
                    new TelemetryDevice(
                            index(device), names.index(), indexOrNull(names.uuid()), indexOrNull(names.pci())));
            bytes += DEVICE_BYTES;
        }
    }

    private @Nullable Integer indexOrNull(@Nullable String text) {
        return text == null ? null : index(text);
    }

    private int index(String text) {
        Integer known = indexes.get(text);
        if (known != null) {
            return known;
        }
        bytes += bytes(text);
        strings.add(text);
        indexes.put(text, strings.size() - 1);
        return strings.size() - 1;
    }
}
