package io.tracemill.cli.report;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.Cause;
import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.FiredRule;
import io.tracemill.schemas.HostActivity;
import io.tracemill.schemas.Remark;
import io.tracemill.schemas.RemarkKind;
import io.tracemill.schemas.RemarkValue;
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
                .setReasons(List.of("only 50 device events"))
                .setThresholds(new Thresholds(60.0, 40.0, 8.0, 20.0))
                .setEvidence(List.of("Nothing ran for 50.0 us before Memcpy HtoD."))
                .setRecommendation("Give the device work earlier: the host launches too late.")
                .setRules(rules())
                .setCauses(causes(step))
                .setRemarks(remarks())
                .build();
    }

    private static List<FiredRule> rules() {
        return List.of(
                new FiredRule(
                        BottleneckClass.SYNC_BOUND,
                        25.0,
                        "Idle time takes 25.0 % of the window.",
                        "Give the device work earlier: the host launches too late."),
                new FiredRule(
                        BottleneckClass.COMMUNICATION_BOUND,
                        10.0,
                        "Exposed communication takes 10.0 % of the window.",
                        "Overlap it."));
    }

    private static List<Cause> causes(@Nullable Integer step) {
        return List.of(
                cause("IDLE", 25.0, "INPUT").setStep(step).build(),
                cause("INPUT", 15.0, "INPUT")
                        .setStep(step)
                        .setClass$(HostActivity.INPUT)
                        .setName("enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__")
                        .setNameNs(600_000L)
                        .setGaps(3L)
                        .build(),
                cause("COMMUNICATION", 10.0, "COMMUNICATION").setStep(step).build());
    }

    private static List<Remark> remarks() {
        return List.of(
                new Remark(
                        RemarkKind.EVIDENCE,
                        "GAP",
                        List.of(new RemarkValue("next", "Memcpy HtoD"), new RemarkValue("time", "50.0 us"))),
                new Remark(RemarkKind.REASON, "FEW_EVENTS", List.of(new RemarkValue("count", "50"))));
    }

    private static Cause.Builder cause(String code, double share, String advice) {
        return Cause.newBuilder()
                .setCode(code)
                .setSharePct(share)
                .setTimeNs(Math.round(share * 40_000))
                .setAdvice(advice)
                .setConfidence(Confidence.LOW);
    }
}
