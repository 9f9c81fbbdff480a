package io.tracemill.cli.diff;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one run says of each measure, sample by sample. A sample of an operator is the mean over the devices that have
 * it, of a device what that one device says. A sample that says nothing of a measure is NaN.
 */
final class RunSamples {

    private final Map<String, Integer> devicesOfSample = new LinkedHashMap<>();
    private final Map<String, String> work = new HashMap<>();
    private final Map<OperatorKey, Map<String, Double>> operators = new TreeMap<>();
    private final Calls kernels = new Calls(new TreeMap<>(), new HashMap<>());
    private final Calls shapes = new Calls(new TreeMap<>(), new HashMap<>());
    private final Map<String, Double> ofAllOperators = new HashMap<>();
    private final Map<String, Double> ofSample = new HashMap<>();
    private final Map<String, Map<Measure, Map<String, Double>>> devices = new TreeMap<>();

    /** Adds what a device did in a sample. */
    void addWindow(String sample, String device, Map<Measure, Double> times) {
        devicesOfSample.merge(sample, 1, Integer::sum);
        Map<Measure, Map<String, Double>> known = devices.computeIfAbsent(device, name -> new EnumMap<>(Measure.class));
        times.forEach((measure, ns) ->
                known.computeIfAbsent(measure, of -> new HashMap<>()).merge(sample, ns, Double::sum));
    }

    void addOperator(OperatorKey operator, String sample, double ns) {
        operators.computeIfAbsent(operator, key -> new HashMap<>()).merge(sample, ns, Double::sum);
        ofAllOperators.merge(operator.device(), ns, Double::sum);
        ofSample.merge(sample, ns, Double::sum);
    }

    /** Adds the calls of a kernel or a shape in a sample. */
    void addCalls(Measure measure, String name, String sample, double ns, double median) {
        calls(measure).medians.computeIfAbsent(name, key -> new HashMap<>()).put(sample, median);
        calls(measure).spent.merge(name, ns, Double::sum);
    }

    void addWork(String sample, String digest) {
        work.put(sample, digest);
    }

    int count() {
        return devicesOfSample.size();
    }

    /** Work of each sample; empty where it is not known. */
    List<String> work() {
        return devicesOfSample.keySet().stream()
                .map(sample -> work.getOrDefault(sample, ""))
                .toList();
    }

    Set<OperatorKey> operators() {
        return operators.keySet();
    }

    /** Names of the kernels or shapes. */
    Set<String> names(Measure measure) {
        return calls(measure).medians.keySet();
    }

    Set<String> devices() {
        return devices.keySet();
    }

    /** Of an operator; 0 for a sample in which it did nothing. */
    double[] operator(OperatorKey operator) {
        Map<String, Double> spent = operators.getOrDefault(operator, Map.of());
        return samples((sample, count) -> {
            if (operator.device().isEmpty()) {
                return spent.getOrDefault(sample, 0.0) / count;
            }
            return isOn(operator.device(), sample) ? spent.getOrDefault(sample, 0.0) : Double.NaN;
        });
    }

    /** Of all these operators together, on all devices. */
    double[] operators(Set<OperatorKey> some) {
        return samples((sample, count) -> some.stream()
                        .mapToDouble(operator ->
                                operators.getOrDefault(operator, Map.of()).getOrDefault(sample, 0.0))
                        .sum()
                / count);
    }

    /** Of all device events, per device. */
    double[] deviceTime() {
        return samples((sample, count) -> ofSample.getOrDefault(sample, 0.0) / count);
    }

    /** Of the longest window of each sample. */
    double[] length() {
        return samples((sample, count) -> devices.values().stream()
                .mapToDouble(
                        device -> device.getOrDefault(Measure.TOTAL, Map.of()).getOrDefault(sample, 0.0))
                .max()
                .orElse(Double.NaN));
    }

    /** Of the calls of a kernel or a shape. */
    double[] medians(Measure measure, String name) {
        Map<String, Double> known = calls(measure).medians.getOrDefault(name, Map.of());
        return samples((sample, count) -> known.getOrDefault(sample, Double.NaN));
    }

    double[] device(String name, Measure measure) {
        Map<String, Double> known = devices.getOrDefault(name, Map.of()).getOrDefault(measure, Map.of());
        return samples((sample, count) -> known.getOrDefault(sample, Double.NaN));
    }

    /** An operator's time in percent of that of all on the same devices. */
    double operatorShare(OperatorKey operator) {
        double all = ofAllOperators.getOrDefault(operator.device(), 0.0);
        return percent(sum(operators.getOrDefault(operator, Map.of())), all);
    }

    /** The time of all these operators in percent of that of all device events. */
    double share(Set<OperatorKey> some) {
        double spent = some.stream()
                .mapToDouble(operator -> sum(operators.getOrDefault(operator, Map.of())))
                .sum();
        return percent(spent, sum(ofSample));
    }

    /** The time of a kernel or a shape in percent of that of all device events. */
    double callsShare(Measure measure, String name) {
        return percent(calls(measure).spent.getOrDefault(name, 0.0), sum(ofSample));
    }

    double deviceShare(String name, Measure measure) {
        Map<Measure, Map<String, Double>> device = devices.getOrDefault(name, Map.of());
        return percent(sum(device.getOrDefault(measure, Map.of())), sum(device.getOrDefault(Measure.TOTAL, Map.of())));
    }

    /** Operators of this run that the other does not have. */
    Set<OperatorKey> without(RunSamples other) {
        Set<OperatorKey> own = new HashSet<>(operators.keySet());
        own.removeAll(other.operators.keySet());
        return own;
    }

    private Calls calls(Measure measure) {
        return measure == Measure.KERNEL ? kernels : shapes;
    }

    private boolean isOn(String device, String sample) {
        return devices.getOrDefault(device, Map.of())
                .getOrDefault(Measure.TOTAL, Map.of())
                .containsKey(sample);
    }

    private double[] samples(Reading reading) {
        return devicesOfSample.entrySet().stream()
                .mapToDouble(sample -> reading.of(sample.getKey(), sample.getValue()))
                .toArray();
    }

    private static double sum(Map<String, Double> samples) {
        return samples.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double percent(double part, double whole) {
        return whole == 0 ? 0 : 100 * part / whole;
    }

    /**
     * Calls of kernels or shapes, by name.
     *
     * @param medians median duration in each sample
     * @param spent time in all samples
     */
    private record Calls(Map<String, Map<String, Double>> medians, Map<String, Double> spent) {}

    /** What a sample on so many devices says. */
    @FunctionalInterface
    private interface Reading {
        double of(String sample, int devices);
    }
}
