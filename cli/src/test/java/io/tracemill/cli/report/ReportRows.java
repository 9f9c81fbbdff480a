package io.tracemill.cli.report;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.CopyStats;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.Gap;
import io.tracemill.schemas.IdleStats;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.KernelStats;
import io.tracemill.schemas.LayerStats;
import io.tracemill.schemas.MemoryHolders;
import io.tracemill.schemas.MemoryStats;
import io.tracemill.schemas.ModuleStats;
import io.tracemill.schemas.OperatorStats;
import io.tracemill.schemas.Phase;
import io.tracemill.schemas.PhaseStats;
import io.tracemill.schemas.QueueStats;
import io.tracemill.schemas.ShapeStats;
import io.tracemill.schemas.TimelinePattern;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A small trace's rows, as an archive would hold them. */
final class ReportRows {

    static final String TRACE = "0123456789abcdef0123456789abcdef";
    static final String RUN = "resnet";
    static final String DATE = "2026-01-01";

    static {
        // Making a serde is what tells Avro to trust the generated types, which it otherwise refuses to load.
        AvroSerde.of(TraceInfo.class);
    }

    private ReportRows() {}

    /** Report on a trace without any rows. */
    static TraceReport without(TraceInfo trace) {
        return with(trace, List.of(), List.of());
    }

    /** Report on a trace with these rows, of any types, and these collectives. */
    static TraceReport with(TraceInfo trace, List<? extends SpecificRecord> rows, List<CollectiveUse> communication) {
        return new TraceReport(
                trace,
                only(OperatorStats.class, rows),
                only(KernelStats.class, rows),
                only(DeviceStats.class, rows),
                only(Bottleneck.class, rows),
                only(PhaseStats.class, rows),
                only(IdleStats.class, rows),
                only(ModuleStats.class, rows),
                only(LayerStats.class, rows),
                only(ShapeStats.class, rows),
                only(QueueStats.class, rows),
                only(CopyStats.class, rows),
                new MemoryUse(only(MemoryStats.class, rows), only(MemoryHolders.class, rows)),
                communication);
    }

    private static <T> List<T> only(Class<T> type, List<? extends SpecificRecord> rows) {
        return rows.stream().filter(type::isInstance).map(type::cast).toList();
    }

    static TraceReport report() {
        return new TraceReport(
                trace(false),
                List.of(
                        operator("aten::matmul", EventKind.OPERATOR, 900_000, 2_400_000),
                        operator("ProfilerStep#3", EventKind.ANNOTATION, 100_000, 0)),
                List.of(
                        kernel("void cutlass::Kernel2<cutlass_80_tensorop_s1688gemm_128x128_16x5_nn_align4>", true),
                        kernel("Memcpy HtoD (Pageable -> Device)", false)),
                List.of(device(3, 3_100_000), device(null, 4_000_000)),
                List.of(BottleneckRows.of(null), BottleneckRows.of(3)),
                List.of(
                        onDevice(Phase.FORWARD, 600_000, 0),
                        onDevice(Phase.BACKWARD, 1_700_000, 500_000),
                        onDevice(Phase.NO_LAUNCH, 100_000, 0),
                        phase(Phase.BACKWARD).setHostNs(400_000L).build()),
                IdleRows.all(),
                ModuleRows.ofANet(),
                LayerRows.all(),
                ShapeRows.all(),
                List.of(QueueRows.queue()),
                QueueRows.copies(),
                MemoryUseRows.all(),
                communication());
    }

    private static List<CollectiveUse> communication() {
        CollectiveUse reduce = new CollectiveUse(
                "allreduce", null, 4_194_304L, 12, 1_500_000, 98_304_000L, null, null, null, null, null, 65.5, 98.3);
        CollectiveUse onLink = new CollectiveUse(
                "hcom_allReduce",
                "HCCS",
                null,
                2,
                900_000,
                null,
                50_000L,
                600_000L,
                250_000L,
                310_000L,
                20_000L,
                null,
                null);
        return List.of(reduce, onLink);
    }

    private static PhaseStats onDevice(Phase phase, long deviceNs, long communicationNs) {
        return phase(phase)
                .setDevice("0")
                .setDeviceNs(deviceNs)
                .setCommunicationNs(communicationNs)
                .build();
    }

    private static PhaseStats.Builder phase(Phase phase) {
        return PhaseStats.newBuilder()
                .setTraceId(TRACE)
                .setRun(RUN)
                .setDate(DATE)
                .setRank(0)
                .setPhase(phase);
    }

    static TraceInfo trace(boolean truncated) {
        return TraceInfo.newBuilder()
                .setTraceId(TRACE)
                .setRun(RUN)
                .setDate(DATE)
                .setRank(0)
                .setState(TraceState.COMPLETE)
                .setPlan("p")
                .setHeader(header())
                .setTotals(totals(truncated))
                .setDevices(List.of("0"))
                .setBatches(1)
                .setEvents(90)
                .setDropped(Map.of())
                .setSpans(90)
                .setSpansWritten(88)
                .setKinds(Map.of("OPERATOR", 40L, "KERNEL", 50L))
                .setDeviceEvents(50)
                .setLinked(45)
                .setUnlinkedNoLaunch(5)
                .setUnlinkedNoOwner(0)
                .setDeviceEventsNs(2_400_000)
                .setUnlinkedNs(1_000)
                .setEvictedLaunches(0)
                .setFoldedNames(2)
                .setComputeBoundPct(60.0)
                .setMemoryBoundPct(5.0)
                .setCommunicationBoundPct(10.0)
                .setSynchronisationBoundPct(25.0)
                .build();
    }

    private static TraceHeader header() {
        return TraceHeader.newBuilder()
                .setSource("runs/resnet/rank0.json.gz")
                .setDialect("kineto")
                .setWorldSize(8)
                .setFirstNs(1_000)
                .setLastNs(5_001_000)
                .setDeviceNames(Map.of("0", "NVIDIA A100"))
                .setProcessNames(Map.of())
                .setThreadNames(Map.of())
                .setMetadata(Map.of())
                .build();
    }

    private static IngestTotals totals(boolean truncated) {
        return IngestTotals.newBuilder()
                .setBytesRead(123_456)
                .setEventsRead(100)
                .setPublished(90)
                .setFiltered(Map.of())
                .setMerged(Map.of("flow", 6L, "metadata", 3L))
                .setRejected(Map.of("missing-ph", 1L))
                .setKinds(Map.of())
                .setTruncated(truncated)
                .setNotes(
                        truncated
                                ? List.of("p/ASCEND_PROFILER_OUTPUT: missing kernel_details.csv; analysed without")
                                : List.of())
                .build();
    }

    private static OperatorStats operator(String name, EventKind kind, long selfNs, long deviceNs) {
        return OperatorStats.newBuilder()
                .setTraceId(TRACE)
                .setRun(RUN)
                .setDate(DATE)
                .setRank(0)
                .setOperator(name)
                .setKind(kind)
                .setCount(3)
                .setTotalNs(1_200_000)
                .setMinNs(390_000)
                .setAvgNs(400_000.0)
                .setMaxNs(410_000)
                .setStddevNs(10_000.5)
                .setP50Ns(400_000)
                .setP95Ns(410_000)
                .setP99Ns(410_000)
                .setSelfNs(selfNs)
                .setKernelCount(50)
                .setDeviceNs(deviceNs)
                .setDeviceTotalNs(2_400_000)
                .setSelfPct(kind == EventKind.OPERATOR ? 100.0 : null)
                .setDevicePct(deviceNs / 24_000.0)
                .setChildren(2)
                .build();
    }

    static KernelStats kernel(String name, boolean launched) {
        return KernelStats.newBuilder()
                .setTraceId(TRACE)
                .setRun(RUN)
                .setDate(DATE)
                .setRank(0)
                .setDevice("0")
                .setKernel(name)
                .setKind(launched ? EventKind.KERNEL : EventKind.MEMCPY)
                .setCount(25)
                .setTotalNs(launched ? 2_000_000 : 400_000)
                .setMinNs(1)
                .setAvgNs(launched ? 80_000.0 : 16_000.0)
                .setMaxNs(100_000)
                .setStddevNs(1.0)
                .setP50Ns(80_000)
                .setP95Ns(90_000)
                .setP99Ns(90_000)
                .setDevicePct(launched ? 83.3 : 16.7)
                .setGrid(launched ? "64,64,1" : null)
                .setBlock(launched ? "128,1,1" : null)
                .setGeometryVaries(launched)
                .setOccupancyPct(launched ? 37.5 : null)
                .setLaunchedCount(launched ? 25 : 0)
                .setMeanLaunchNs(launched ? 5_500.0 : null)
                .setFirstLaunchNs(launched ? 9_000_000L : null)
                .setShortCount(launched ? 4L : null)
                .setShortNs(launched ? 12_000L : null)
                .setShortLaunchNs(launched ? 30_000L : null)
                .setMeanQueuingNs(launched ? 1_250_000.0 : null)
                .setCounters(launched ? Map.of("dram_bytes", 1e9) : null)
                .build();
    }

    static DeviceStats device(@Nullable Integer step, long total) {
        return DeviceStats.newBuilder()
                .setTraceId(TRACE)
                .setRun(RUN)
                .setDate(DATE)
                .setRank(0)
                .setDevice("0")
                .setDeviceName("NVIDIA A100")
                .setStep(step)
                .setTruncated(step != null)
                .setStartNs(2_000)
                .setTotalNs(total)
                .setComputingNs(total * 6 / 10)
                .setCommunicationNs(total * 2 / 10)
                .setMemcpyNs(total / 10)
                .setOverlapNs(total / 10)
                .setExposedCommunicationNs(total / 10)
                .setExposedMemcpyNs(total / 20)
                .setIdleNs(total / 4)
                .setIdleHostNs(total / 5)
                .setIdleLaunchNs(total / 20)
                .setIdleDeviceNs(0)
                .setIdleUnknownNs(0)
                .setMemoryBoundNs(0)
                .setDeviceEvents(50)
                .setLinked(45)
                .setUnlinkedNoLaunch(5)
                .setUnlinkedNoOwner(0)
                .setDeviceEventsNs(2_400_000)
                .setUnlinkedNs(1_000)
                .setLateNs(0)
                .setWork(step == null ? ShapeRows.work() : null)
                .setBubbleNs(step == null ? total / 8 : total / 3)
                .setPattern(TimelinePattern.COMPUTE_DENSE)
                .setGaps(List.of(new Gap(
                        102_000L, 50_000L, 40_000L, 10_000L, 0L, 0L, "Memcpy HtoD\u001b[31m", IdleRows.ofGap())))
                .build();
    }
}
