package io.tracemill.cli.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Columns of all measures of two runs. */
final class Columns {

    private static final Comparator<Column> LARGEST_FIRST =
            Comparator.comparingDouble(column -> -Math.max(column.beforeShare(), column.afterShare()));

    private final RunSamples before;
    private final RunSamples after;
    private final double minShare;

    /**
     * Begins the columns of two runs.
     *
     * @param minShare operators, kernels and shapes with a smaller share in both are small, in percent
     */
    Columns(RunSamples before, RunSamples after, double minShare) {
        this.before = before;
        this.after = after;
        this.minShare = minShare;
    }

    /** Columns of samples, then of operators, kernels and shapes, each largest first, then of devices. */
    List<Column> all() {
        List<Column> columns = new ArrayList<>();
        columns.add(whole(Measure.LENGTH, List.of(before.length(), after.length())));
        columns.add(whole(Measure.DEVICE_TIME, List.of(before.deviceTime(), after.deviceTime())));
        columns.addAll(operators());
        columns.addAll(calls(Measure.KERNEL));
        columns.addAll(calls(Measure.SHAPE));
        columns.addAll(devices());
        return columns;
    }

    private List<Column> operators() {
        List<Column> columns = new ArrayList<>();
        for (OperatorKey operator : union(before.operators(), after.operators())) {
            columns.add(column(
                    Measure.OPERATOR,
                    operator.text(),
                    List.of(before.operator(operator), after.operator(operator)),
                    before.operatorShare(operator),
                    after.operatorShare(operator)));
        }
        replaced(columns);
        columns.sort(LARGEST_FIRST);
        return columns;
    }

    /** What vanished and what is new may be one thing under two names, so they are compared as one. */
    private void replaced(List<Column> columns) {
        Set<OperatorKey> gone = before.without(after);
        Set<OperatorKey> added = after.without(before);
        double goneShare = before.share(gone);
        double addedShare = after.share(added);
        if (Math.min(goneShare, addedShare) >= minShare && !gone.isEmpty() && !added.isEmpty()) {
            columns.add(new Column(
                    Measure.REPLACED,
                    "",
                    List.of(before.operators(gone), after.operators(added)),
                    List.of(goneShare, addedShare),
                    false));
        }
    }

    private List<Column> calls(Measure measure) {
        List<Column> columns = new ArrayList<>();
        for (String name : union(before.names(measure), after.names(measure))) {
            columns.add(column(
                    measure,
                    name,
                    List.of(before.medians(measure, name), after.medians(measure, name)),
                    before.callsShare(measure, name),
                    after.callsShare(measure, name)));
        }
        columns.sort(LARGEST_FIRST);
        return columns;
    }

    private List<Column> devices() {
        List<Column> columns = new ArrayList<>();
        for (String name : union(before.devices(), after.devices())) {
            for (Measure measure : Measure.values()) {
                if (measure.isOfDevice()) {
                    columns.add(new Column(
                            measure,
                            name,
                            List.of(before.device(name, measure), after.device(name, measure)),
                            List.of(before.deviceShare(name, measure), after.deviceShare(name, measure)),
                            false));
                }
            }
        }
        return columns;
    }

    private static Column whole(Measure measure, List<double[]> samples) {
        return new Column(measure, "", samples, List.of(100.0, 100.0), false);
    }

    private Column column(Measure measure, String name, List<double[]> samples, double shareA, double shareB) {
        return new Column(measure, name, samples, List.of(shareA, shareB), Math.max(shareA, shareB) < minShare);
    }

    private static <T extends Comparable<T>> Set<T> union(Set<T> a, Set<T> b) {
        Set<T> names = new TreeSet<>(a);
        names.addAll(b);
        return names;
    }
}
