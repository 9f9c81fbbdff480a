package io.tracemill.cli.report;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.CopyStats;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.IdleStats;
import io.tracemill.schemas.KernelStats;
import io.tracemill.schemas.LayerStats;
import io.tracemill.schemas.ModuleStats;
import io.tracemill.schemas.OperatorStats;
import io.tracemill.schemas.PhaseStats;
import io.tracemill.schemas.QueueStats;
import io.tracemill.schemas.ShapeStats;
import io.tracemill.schemas.TraceInfo;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one finished trace. Rows are put in the order a reader wants: the costliest first, devices and
 * their steps in order with the whole trace before its steps.
 *
 * @param trace what became of it
 * @param operators one row per operator and annotation
 * @param kernels one row per kernel and device
 * @param devices one row per device and step, and one per device
 * @param bottlenecks the bottlenecks of these
 * @param phases times of the devices and of the host by phase
 * @param idle idle time of the devices by what the host did
 * @param modules times of the devices and of the host by module
 * @param layers times of the devices by kind of layer
 * @param shapes times of the devices by operator and shape of its inputs
 * @param queues queues of the devices by stream
 * @param copies copies by device and direction
 * @param memory what the trace says of memory
 * @param communication collectives by kind and link
 */
public record TraceReport(
        TraceInfo trace,
        List<OperatorStats> operators,
        List<KernelStats> kernels,
        List<DeviceStats> devices,
        List<Bottleneck> bottlenecks,
        List<PhaseStats> phases,
        List<IdleStats> idle,
        List<ModuleStats> modules,
        List<LayerStats> layers,
        List<ShapeStats> shapes,
        List<QueueStats> queues,
        List<CopyStats> copies,
        MemoryUse memory,
        List<CollectiveUse> communication) {

    static final Comparator<@Nullable String> BY_DEVICE =
            Comparator.nullsLast(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    private static final Comparator<@Nullable String> BY_NAME = Comparator.nullsLast(Comparator.naturalOrder());
    private static final Comparator<ShapeStats> BY_TIME = Comparator.comparingLong(
                    (ShapeStats row) -> -row.getDeviceNs())
            .thenComparing(ShapeStats::getDevice, BY_DEVICE)
            .thenComparing(ShapeStats::getOperator, BY_NAME)
            .thenComparing(ShapeStats::getInputDims, BY_NAME);
    private static final Comparator<LayerStats> BY_LAYER_TIME = Comparator.comparing(LayerStats::getDevice, BY_DEVICE)
            .thenComparing(row -> -row.getDeviceNs())
            .thenComparing(LayerStats::getLayer)
            .thenComparing(LayerStats::getSource, Comparator.nullsLast(Comparator.naturalOrder()));
    private static final Comparator<@Nullable Integer> BY_STEP = Comparator.nullsFirst(Comparator.naturalOrder());

    /** Sorts the rows. */
    public TraceReport {
        operators = sorted(
                operators,
                Comparator.comparingDouble((OperatorStats row) -> -share(row))
                        .thenComparing(row -> -row.getTotalNs())
                        .thenComparing(OperatorStats::getOperator)
                        .thenComparing(OperatorStats::getKind));
        kernels = sorted(
                kernels,
                Comparator.comparingLong((KernelStats row) -> -row.getTotalNs())
                        .thenComparing(KernelStats::getKernel)
                        .thenComparing(KernelStats::getKind)
                        .thenComparing(KernelStats::getDevice, BY_DEVICE));
        devices = sorted(
                devices,
                Comparator.comparing(DeviceStats::getDevice, BY_DEVICE).thenComparing(DeviceStats::getStep, BY_STEP));
        bottlenecks = sorted(
                bottlenecks,
                Comparator.comparing(Bottleneck::getDevice, BY_DEVICE).thenComparing(Bottleneck::getStep, BY_STEP));
        phases = sorted(
                phases,
                Comparator.comparing((PhaseStats row) -> row.getHostNs() != null)
                        .thenComparing(PhaseStats::getDevice, BY_DEVICE)
                        .thenComparing(PhaseStats::getStep, BY_STEP)
                        .thenComparing(row -> -PhaseSection.ns(row))
                        .thenComparing(PhaseStats::getPhase));
        layers = sorted(layers, BY_LAYER_TIME);
        shapes = sorted(shapes, BY_TIME);
        idle = sorted(
                idle,
                Comparator.comparing(IdleStats::getDevice, BY_DEVICE)
                        .thenComparing(IdleStats::getStep, BY_STEP)
                        .thenComparing(row -> -row.getIdleNs())
                        .thenComparing(IdleStats::getPart)
                        .thenComparing(IdleStats::getClass$)
                        .thenComparing(IdleStats::getName, BY_NAME)
                        .thenComparing(IdleStats::getPlace, BY_NAME));
    }

    /** This report without rows of operators, of which a trace may have many. */
    public TraceReport withoutOperators() {
        return new TraceReport(
                trace,
                List.of(),
                kernels,
                devices,
                bottlenecks,
                phases,
                idle,
                modules,
                layers,
                shapes,
                queues,
                copies,
                memory,
                communication);
    }

    /**
     * The larger of an operator's shares, of all device time or of all self time: what is costly in either comes first.
     */
    private static double share(OperatorStats row) {
        @Nullable Double device = row.getDevicePct();
        @Nullable Double self = row.getSelfPct();
        return Math.max(device == null ? 0 : device, self == null ? 0 : self);
    }

    private static <T> List<T> sorted(List<T> rows, Comparator<? super T> order) {
        return rows.stream().sorted(order).toList();
    }
}
