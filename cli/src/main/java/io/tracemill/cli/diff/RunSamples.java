package io.tracemill.cli.diff;

import io.tracemill.cli.query.ArchiveSql;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one run says of each measure, sample by sample. A sample of an operator is the mean over the devices that have
 * it, of a device what that one device says.
 */
final class RunSamples {

    private final Map<String, Integer> devicesOfSample = new LinkedHashMap<>();
    private final Map<OperatorKey, Map<String, Double>> operators = new TreeMap<>();
    private final Map<String, Double> ofAllOperators = new HashMap<>();
    private final Map<String, Map<Measure, Map<String, Double>>> devices = new TreeMap<>();

    private RunSamples() {}

    /** Of the run, by steps or by traces; of its operators on all devices or on each. */
    static RunSamples read(ArchiveSql archive, String run, SampleKind kind, boolean byDevice) throws IOException {
        RunSamples samples = new RunSamples();
        archive.rows(kind.windows(), List.of(run), row -> {
            String sample = row.required("sample");
            samples.devicesOfSample.merge(sample, 1, Integer::sum);
            Map<Measure, Map<String, Double>> device =
                    samples.devices.computeIfAbsent(row.required("device"), name -> new HashMap<>());
            add(device, Measure.TOTAL, sample, row.number("total_ns"));
            add(device, Measure.COMPUTING, sample, row.number("computing_ns"));
            add(device, Measure.EXPOSED_COMMUNICATION, sample, row.number("exposed_communication_ns"));
            add(device, Measure.EXPOSED_MEMCPY, sample, row.number("exposed_memcpy_ns"));
            add(device, Measure.IDLE, sample, row.number("idle_ns"));
        });
        archive.rows(
                kind.operators(),
                List.of(run, run),
                row -> samples.operators
                        .computeIfAbsent(
                                new OperatorKey(row.required("operator"), byDevice ? row.required("device") : ""),
                                operator -> new HashMap<>())
                        .merge(row.required("sample"), row.number("ns"), Double::sum));
        samples.operators.forEach(
                (operator, spent) -> samples.ofAllOperators.merge(operator.device(), sum(spent), Double::sum));
        return samples;
    }

    int count() {
        return devicesOfSample.size();
    }

    Set<OperatorKey> operators() {
        return operators.keySet();
    }

    Map<String, Map<Measure, Map<String, Double>>> devices() {
        return devices;
    }

    /** Of an operator; 0 for a sample in which it did nothing. */
    double[] operator(OperatorKey operator) {
        Map<String, Double> spent = operators.getOrDefault(operator, Map.of());
        return devicesOfSample.entrySet().stream()
                .filter(sample -> operator.device().isEmpty() || isOn(operator.device(), sample.getKey()))
                .mapToDouble(sample -> spent.getOrDefault(sample.getKey(), 0.0)
                        / (operator.device().isEmpty() ? sample.getValue() : 1))
                .toArray();
    }

    private boolean isOn(String device, String sample) {
        return devices.getOrDefault(device, Map.of())
                .getOrDefault(Measure.TOTAL, Map.of())
                .containsKey(sample);
    }

    double[] device(String name, Measure measure) {
        return devices.getOrDefault(name, Map.of()).getOrDefault(measure, Map.of()).values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** An operator's time in percent of that of all on the same devices. */
    double operatorShare(OperatorKey operator) {
        double all = ofAllOperators.getOrDefault(operator.device(), 0.0);
        return percent(sum(operators.getOrDefault(operator, Map.of())), all);
    }

    double deviceShare(String name, Measure measure) {
        Map<Measure, Map<String, Double>> device = devices.getOrDefault(name, Map.of());
        return percent(sum(device.getOrDefault(measure, Map.of())), sum(device.getOrDefault(Measure.TOTAL, Map.of())));
    }

    private static void add(Map<Measure, Map<String, Double>> device, Measure measure, String sample, double ns) {
        device.computeIfAbsent(measure, of -> new LinkedHashMap<>()).merge(sample, ns, Double::sum);
    }

    private static double sum(Map<String, Double> samples) {
        return samples.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double percent(double part, double whole) {
        return whole == 0 ? 0 : 100 * part / whole;
    }
}
