package io.tracemill.streams.fleet;

import io.tracemill.schemas.DeviceWindow;
import io.tracemill.schemas.RankTelemetry;
import io.tracemill.schemas.RunFacts;
import io.tracemill.schemas.TelemetryState;
import io.tracemill.schemas.TraceTelemetry;
import io.tracemill.schemas.TraceWindows;
import io.tracemill.schemas.WindowDevice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The telemetry of one trace: a row for each quantity of its devices and its node, and the fact for its run. */
final class TraceJoin {

    /** How far before the trace readings are compared with those within, in ns. */
    static final long BEFORE_NANOS = 3_600_000_000_000L;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final TraceWindows trace;
    private final @Nullable String node;
    private final List<TraceTelemetry> rows = new ArrayList<>();
    private final QuantityFacts facts = new QuantityFacts();
    private TelemetryState state = TelemetryState.NO_NODE;
    private Set<String> missing = new TreeSet<>();
    private List<String> neighbours = List.of();
    private @Nullable Long timeErrorNanos;

    private TraceJoin(Waiting waiting) {
        this.trace = waiting.windows();
        this.node = waiting.node().isEmpty() ? null : waiting.node();
    }

    /** The answer for a trace of whose node nothing was read. */
    static TraceJoin withoutNode(Waiting waiting) {
        return new TraceJoin(waiting);
    }

    /**
     * The answer for a trace from the readings of its node.
     *
     * @param clockMillis time of the partition, in ms since 1970
     */
    static TraceJoin of(Waiting waiting, Node node, NodeSegments segments, long clockMillis) {
        TraceJoin join = new TraceJoin(waiting);
        if (waiting.windows().getDated() && !node.series().isEmpty()) {
            join.read(waiting, node, segments);
        }
        join.conclude(waiting, node, clockMillis);
        return join;
    }

    private void read(Waiting waiting, Node node, NodeSegments segments) {
        neighbours = node.neighbours(trace.getRun(), trace.getStartNs(), trace.getEndNs());
        Set<String> wanted = waiting.devices(node);
        Map<Integer, SeriesReadings> readings = node.read(
                segments,
                series -> series.device() == null || wanted.contains(series.device()),
                trace.getStartNs() - BEFORE_NANOS,
                trace.getEndNs() + WindowReader.LONGEST_GAP_NANOS);
        WindowSeries all = new WindowSeries(node.series(), readings);
        timeErrorNanos = timeError(all);
        ofNode(all);
        for (WindowDevice device : trace.getDevices()) {
            ofDevice(device, all.of(node.devices().of(device)));
        }
    }

    private @Nullable Long timeError(WindowSeries all) {
        return all.of(Set.of()).over(trace.getStartNs(), trace.getEndNs()).stream()
                .filter(found -> found.series().quantity().equals(JoinedQuantities.CLOCK_OFFSET))
                .map(found -> Math.max(
                        Math.abs(Objects.requireNonNull(found.value().min())),
                        Math.abs(Objects.requireNonNull(found.value().max()))))
                .max(Double::compare)
                .map(seconds -> Math.round(seconds * NANOS_PER_SECOND))
                .orElse(null);
    }

    private void ofNode(WindowSeries all) {
        DeviceWindow whole =
                new DeviceWindow(null, trace.getStartNs(), trace.getEndNs() - trace.getStartNs(), 0L, null);
        WindowSeries ofNode = all.of(Set.of());
        for (MeasuredSeries found : ofNode.over(trace.getStartNs(), trace.getEndNs())) {
            rows.add(row(null, whole, found));
            facts.add(null, found, ofNode.before(found, trace.getStartNs()));
        }
    }

    private void ofDevice(WindowDevice device, WindowSeries all) {
        for (DeviceWindow window : device.getWindows()) {
            long end = window.getStartNs() + window.getDurationNs();
            List<MeasuredSeries> found = new ArrayList<>(all.over(window.getStartNs(), end));
            boolean whole = window.getStep() == null;
            if (!whole) {
                found.removeIf(one -> one.intervalNanos() < 0 || one.intervalNanos() > window.getDurationNs());
            }
            found.addAll(DerivedQuantities.of(window, found));
            for (MeasuredSeries one : found) {
                rows.add(row(device, window, one));
                if (whole) {
                    facts.add(device.getDevice(), one, all.before(one, window.getStartNs()));
                }
            }
        }
    }

    private void conclude(Waiting waiting, Node known, long clockMillis) {
        missing = waiting.missing(known);
        boolean ofDevices = rows.stream().anyMatch(row -> row.getTelemetryDevice() != null);
        long remembered = clockMillis - Node.SLOTS * Node.SLOT_MILLIS;
        if (!trace.getDated()) {
            state = TelemetryState.EXPIRED;
        } else if (known.series().isEmpty()) {
            state = TelemetryState.NO_NODE;
        } else if (!ofDevices && trace.getEndNs() / NANOS_PER_MILLI < remembered) {
            state = TelemetryState.EXPIRED;
        } else if (waiting.devices(known).isEmpty()) {
            state = TelemetryState.NO_DEVICE;
        } else {
            state = missing.isEmpty() && ofDevices ? TelemetryState.FULL : TelemetryState.PARTIAL;
        }
    }

    private TraceTelemetry row(@Nullable WindowDevice device, DeviceWindow window, MeasuredSeries found) {
        Series series = found.series();
        WindowValue value = found.value();
        return empty().setDevice(device == null ? null : device.getDevice())
                .setStep(window.getStep())
                .setStartNs(window.getStartNs())
                .setDurationNs(window.getDurationNs())
                .setQuantity(series.quantity())
                .setSeriesLabels(series.labels())
                .setSource(series.source())
                .setTelemetryDevice(series.device())
                .setMean(value.mean())
                .setMin(value.min())
                .setMax(value.max())
                .setIncrease(value.increase())
                .setResets(value.resets())
                .setSamples(value.samples())
                .setHeldPct(100 * value.held())
                .setOldestNs(value.oldestNanos())
                .setIntervalNs(found.intervalNanos() < 0 ? null : found.intervalNanos())
                .setTimeErrorNs(timeErrorNanos)
                .build();
    }

    private TraceTelemetry.Builder empty() {
        return TraceTelemetry.newBuilder()
                .setTraceId(trace.getTraceId())
                .setRun(trace.getRun())
                .setDate(trace.getDate())
                .setNode(node)
                .setRank(trace.getRank())
                .setState(state)
                .setMissingSources(List.of())
                .setStartNs(trace.getStartNs())
                .setDurationNs(trace.getEndNs() - trace.getStartNs())
                .setSamples(0)
                .setHeldPct(0);
    }

    /** Model name of the devices; null if it is not known or not the same of all. */
    private @Nullable String deviceName() {
        Set<@Nullable String> names = new HashSet<>();
        trace.getDevices().forEach(device -> names.add(device.getDeviceName()));
        return names.size() == 1 ? names.iterator().next() : null;
    }

    /** The rows of the trace, at least one, and the fact for its run. */
    List<SpecificRecord> rows() {
        List<String> sources = List.copyOf(missing);
        if (rows.isEmpty()) {
            rows.add(empty().build());
        }
        List<SpecificRecord> all = new ArrayList<>();
        for (TraceTelemetry row : rows) {
            row.setState(state);
            row.setMissingSources(sources);
            all.add(row);
        }
        all.add(RunFacts.newBuilder()
                .setRun(trace.getRun())
                .setDate(trace.getDate())
                .setTelemetry(RankTelemetry.newBuilder()
                        .setTraceId(trace.getTraceId())
                        .setNode(node)
                        .setRank(trace.getRank())
                        .setDeviceName(deviceName())
                        .setState(state)
                        .setMissingSources(sources)
                        .setStartNs(trace.getStartNs())
                        .setEndNs(trace.getEndNs())
                        .setNeighbours(neighbours)
                        .setFacts(trace.getFacts())
                        .setReadings(facts.all())
                        .build())
                .build());
        return all;
    }
}
