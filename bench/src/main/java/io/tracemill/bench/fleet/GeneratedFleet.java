package io.tracemill.bench.fleet;

import io.tracemill.bench.generate.SeededRandom;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Exporters of a fleet, one for each node, that answer as dcgm-exporter does. The same seed gives the same texts. For
 * one thread.
 */
public final class GeneratedFleet {

    private static final long MICROS = 1_000_000;
    private static final long MILLIS = 1_000;

    private final FleetSize size;
    private final List<DeviceMetric> metrics;
    private final List<Node> nodes = new ArrayList<>();
    private final byte[][] heads;
    private final byte[][] names;

    /** The exporter of a node: its devices, each with the labels of its lines. */
    private static final class Node {
        final SeededRandom random;
        final DeviceState[] devices;
        final byte[][] labels;
        int pausedFor;

        Node(long seed, int devices) {
            this.random = new SeededRandom(seed);
            this.devices = new DeviceState[devices];
            this.labels = new byte[devices][];
        }

        /** Every few minutes all devices of a node pause for one to three answers. */
        boolean isPaused() {
            if (pausedFor == 0 && random.share() < 0.04) {
                pausedFor = 1 + (int) (3 * random.share());
                return true;
            }
            pausedFor = Math.max(0, pausedFor - 1);
            return pausedFor > 0;
        }
    }

    /** A fleet that begins to train. */
    public GeneratedFleet(FleetSize size, long seed) {
        this.size = size;
        this.metrics =
                Arrays.stream(DeviceMetric.values()).limit(size.metrics()).toList();
        this.heads = new byte[size.metrics()][];
        this.names = new byte[size.metrics()][];
        for (int i = 0; i < metrics.size(); i++) {
            DeviceMetric metric = metrics.get(i);
            String type = metric.form == DeviceMetric.Form.COUNTER ? "counter" : "gauge";
            heads[i] = ascii("# HELP " + metric + ' ' + metric.help + "\n# TYPE " + metric + ' ' + type + '\n');
            names[i] = ascii(metric.toString());
        }
        SeededRandom random = new SeededRandom(seed);
        for (int i = 0; i < size.nodes(); i++) {
            nodes.add(node(i, random));
        }
    }

    private Node node(int index, SeededRandom random) {
        Node node = new Node(random.next(), size.devices());
        for (int device = 0; device < size.devices(); device++) {
            node.devices[device] = new DeviceState(random.next());
            node.labels[device] = ascii(labels(index, device, random));
        }
        return node;
    }

    private static String labels(int node, int device, SeededRandom random) {
        String id = "%016x%016x".formatted(random.next(), random.next());
        String uuid = String.join(
                "-",
                id.substring(0, 8),
                id.substring(8, 12),
                id.substring(12, 16),
                id.substring(16, 20),
                id.substring(20));
        return ("{gpu=\"%d\",UUID=\"GPU-%s\",pci_bus_id=\"00000000:%02X:00.0\",device=\"nvidia%d\","
                        + "modelName=\"NVIDIA H100 80GB HBM3\",hostname=\"%s\",DCGM_FI_DRIVER_VERSION=\"580.105.05\"} ")
                .formatted(device, uuid, 27 + 16 * device, device, name(node));
    }

    /** Name of a node, by its number from 0. */
    public static String name(int node) {
        return "gpu-node-%04d".formatted(node);
    }

    /** Writes the next answer of a node; by then its interval has passed. */
    public void answer(int number, AnswerText text) {
        Node node = nodes.get(number);
        boolean paused = node.isPaused();
        for (DeviceState device : node.devices) {
            device.pass(size.interval().toNanos() / 1e9, paused);
        }
        text.clear();
        for (int i = 0; i < metrics.size(); i++) {
            DeviceMetric metric = metrics.get(i);
            text.add(heads[i]);
            for (int device = 0; device < size.devices(); device++) {
                text.add(names[i]).add(node.labels[device]);
                value(metric, node.devices[device], text);
                text.add('\n');
            }
        }
    }

    private static void value(DeviceMetric metric, DeviceState device, AnswerText text) {
        double value = metric.of(device);
        switch (metric.form) {
            case WHOLE, COUNTER -> text.add((long) value, 1);
            case MILLIS -> decimals(Math.round(value * MILLIS) * (MICROS / MILLIS), text);
            case MICROS -> decimals(Math.round(value * MICROS), text);
        }
    }

    private static void decimals(long micros, AnswerText text) {
        text.add(micros / MICROS, 1).add('.').add(micros % MICROS, 6);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
