package io.tracemill.cli.report;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.FiredRule;
import io.tracemill.schemas.Thresholds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bottlenecks of the trace of {@link ReportRows}: of two rules that fired. */
final class BottleneckRows {

    private BottleneckRows() {}

    static Bottleneck of(@Nullable Integer step) {
        return Bottleneck.newBuilder()
                .setTraceId(ReportRows.TRACE)
                .setRun(ReportRows.RUN)
                .setDate(ReportRows.DATE)
                .setRank(0)
                .setDevice("0")
                .setDeviceName("NVIDIA A100")
                .setStep(step)
                .setBottleneck(BottleneckClass.SYNC_BOUND)
                .setTotalNs(4_000_000)
                .setComputingPct(60.0)
                .setMemcpyPct(5.0)
                .setCommunicationPct(10.0)
                .setIdlePct(25.0)
                .setConfidence(Confidence.LOW)
                .setReasons(List.of("fewer than 100 device events (50)"))
                .setThresholds(new Thresholds(60.0, 40.0, 8.0, 20.0))
                .setEvidence(List.of("Idle: 80.0 % before the next launch began."))
                .setRecommendation("Give the device work earlier: the host launches too late.")
                .setRules(List.of(
                        new FiredRule(
                                BottleneckClass.SYNC_BOUND,
                                25.0,
                                "Idle time takes 25.0 % of the window.",
                                "Give the device work earlier: the host launches too late."),
                        new FiredRule(
                                BottleneckClass.COMMUNICATION_BOUND,
                                10.0,
                                "Exposed communication takes 10.0 % of the window.",
                                "Overlap it.")))
                .build();
    }
}
