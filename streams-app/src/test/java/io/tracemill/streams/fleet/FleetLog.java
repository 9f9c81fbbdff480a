package io.tracemill.streams.fleet;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeviceWindow;
import io.tracemill.schemas.NodeLog;
import io.tracemill.schemas.ReadingKind;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TelemetryDevice;
import io.tracemill.schemas.TelemetrySample;
import io.tracemill.schemas.TraceWindows;
import io.tracemill.schemas.WindowDevice;
import io.tracemill.streams.rules.RuleSet;
import io.tracemill.streams.store.MapStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Records of the log of some nodes, with their append times. A second is counted from {@link #ZERO_S}. */
final class FleetLog {

    /** The time that seconds are counted from, in s since 1970; a turn of ten minutes. */
    static final long ZERO_S = 1_764_000_000;

    static final String DCGM = "dcgm-exporter n1:9400";

    final List<Entry> entries = new ArrayList<>();
    private static final JoinedQuantities JOINED = new JoinedQuantities(Set.of());
    private static final AvroSerde<TelemetryBatch> BATCHES = AvroSerde.of(TelemetryBatch.class);

    /** A record and the second in which it was appended, since the zero of the log. */
    record Entry(double second, TelemetryBatch batch) {

        long appendMillis() {
            return ZERO_S * 1_000 + Math.round(second * 1_000);
        }
    }

    static long nanos(double second) {
        return ZERO_S * 1_000_000_000L + Math.round(second * 1e9);
    }

    /** A reading that a source, whose name ends with its node, has of a quantity of a device. */
    static TelemetryBatch reading(String source, String device, String quantity, double second, double value) {
        String node = source.substring(source.lastIndexOf(' ') + 1).replaceFirst(":.*", "");
        boolean counter = quantity.startsWith("hw.energy") || quantity.startsWith("hw.gpu.throttled");
        boolean ofNode = device.isEmpty();
        List<String> strings = ofNode ? List.of("m", quantity) : List.of("m", quantity, device);
        TelemetrySample sample = TelemetrySample.newBuilder()
                .setMetric(0)
                .setQuantity(1)
                .setDevice(ofNode ? null : 2)
                .setTimeNs(nanos(second))
                .setValue(value)
                .setKind(counter ? ReadingKind.COUNTER : ReadingKind.GAUGE)
                .build();
        int index = ofNode ? 0 : Integer.parseInt(device.substring(device.length() - 1));
        return TelemetryBatch.newBuilder()
                .setNode(node)
                .setSource(source)
                .setStrings(strings)
                .setSamples(List.of(sample))
                .setDevices(ofNode ? List.of() : List.of(new TelemetryDevice(2, index, 2, null)))
                .build();
    }

    /** A reading that a source has of a device of n1, which it knows by its index only. */
    static TelemetryBatch indexed(String source, String index, String quantity, double second, double value) {
        TelemetryBatch batch = reading(source, index, quantity, second, value);
        batch.getDevices().forEach(names -> names.setUuid(null));
        return batch;
    }

    /** The windows of a trace on the device with an index, from one second to another, in steps of ten seconds. */
    static TelemetryBatch trace(String node, String id, int index, double from, double to) {
        List<DeviceWindow> windows = new ArrayList<>();
        windows.add(new DeviceWindow(null, nanos(from), nanos(to) - nanos(from), 0L, 1_000_000L));
        for (int step = 0; from + 10 * (step + 1) <= to; step++) {
            windows.add(new DeviceWindow(step, nanos(from + 10 * step), 10_000_000_000L, 0L, null));
        }
        WindowDevice device = WindowDevice.newBuilder()
                .setDevice(Integer.toString(index))
                .setIndex(index)
                .setWindows(windows)
                .build();
        return NodeLog.windows(
                node,
                TraceWindows.newBuilder()
                        .setTraceId(id)
                        .setRun("run")
                        .setDate("2025-11-24")
                        .setRank(index)
                        .setStartNs(nanos(from))
                        .setEndNs(nanos(to))
                        .setDated(true)
                        .setDevices(List.of(device))
                        .setFacts(List.of())
                        .build());
    }

    static TelemetryBatch tick(boolean last) {
        return last ? NodeLog.end(NodeLog.NO_NODE, "door") : NodeLog.tick("door");
    }

    FleetLog add(double second, TelemetryBatch batch) {
        entries.add(new Entry(second, batch));
        return this;
    }

    /** Readings of a quantity every so many seconds, each appended as it is read. */
    FleetLog every(int seconds, int until, String device, String quantity, double value) {
        for (int second = 0; second <= until; second += seconds) {
            add(second, reading(DCGM, device, quantity, second, value));
        }
        return this;
    }

    /** The records in the order of their append times. */
    List<Entry> inOrder() {
        return entries.stream()
                .sorted((a, b) -> Double.compare(a.second, b.second))
                .toList();
    }

    /** The record as it is read from the log. */
    private static TelemetryBatch copy(Entry entry) {
        return BATCHES.decode(BATCHES.encode(entry.batch));
    }

    /** The rows that the log gives. */
    List<SpecificRecord> rows() {
        List<SpecificRecord> rows = new ArrayList<>();
        FleetNodes nodes = new FleetNodes(JOINED, RuleSet.own(), 0, new MapStore());
        inOrder().forEach(entry -> nodes.take(copy(entry), entry.appendMillis(), rows::add));
        return rows;
    }

    /** The rows of a log if the process dies after each record. */
    List<SpecificRecord> rowsWithCrashes() {
        List<SpecificRecord> rows = new ArrayList<>();
        MapStore store = new MapStore();
        for (Entry entry : inOrder()) {
            new FleetNodes(JOINED, RuleSet.own(), 0, store).take(copy(entry), entry.appendMillis(), rows::add);
        }
        return rows;
    }

    /** A log of two nodes with two devices each over an hour: two sources, traces, late and missing readings. */
    static FleetLog random(Random random, boolean withinTheWait) {
        FleetLog log = new FleetLog();
        for (String node : List.of("n1", "n2")) {
            for (int device = 0; device < 2; device++) {
                String name = "GPU-" + node + device;
                log.source(random, "dcgm-exporter " + node + ":9400", name, withinTheWait);
                log.source(random, "nvidia-smi " + node, name, withinTheWait);
                for (int trace = 0; trace < 3; trace++) {
                    double from = 300 + random.nextInt(2_400);
                    double to = from + 5 + random.nextInt(120);
                    double sent = to + random.nextInt(withinTheWait ? 60 : 900);
                    log.add(sent, trace(node, node + '-' + device + '-' + trace, device, from, to));
                }
            }
        }
        for (int second = 0; second < 4_500; second += 10) {
            log.add(second, tick(false));
        }
        return log;
    }

    private void source(Random random, String source, String device, boolean withinTheWait) {
        int interval = 10 + random.nextInt(20);
        double energy = 0;
        double celsius = 84;
        boolean silent = false;
        for (double second = random.nextInt(interval); second < 3_600; second += interval) {
            energy += 300 * interval;
            silent = !withinTheWait && (silent ? random.nextInt(20) != 0 : random.nextInt(200) == 0);
            double late = withinTheWait || random.nextInt(50) > 0 ? random.nextInt(80) : random.nextInt(1_500);
            if (!silent) {
                double clock = 1e9 + random.nextInt(100) * 1e6;
                add(second + late, reading(source, device, "hw.gpu.clock", second, clock));
                add(second + random.nextInt(80), reading(source, device, "hw.energy", second, energy));
            }
            if (!silent && source.startsWith("nvidia-smi")) {
                celsius = Math.max(70, Math.min(96, celsius + 1.5 * random.nextGaussian()));
                add(second + random.nextInt(80), reading(source, device, "hw.temperature", second, celsius));
            }
        }
    }

    /** Passes each record with its append time. */
    void forEach(Consumer<Entry> action) {
        inOrder().forEach(action);
    }
}
