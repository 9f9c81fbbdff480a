package io.tracemill.cli.report;

import static io.tracemill.cli.report.Printed.row;
import static io.tracemill.cli.report.Printed.rows;
import static io.tracemill.cli.report.Printed.sheet;
import static io.tracemill.cli.report.Printed.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.report.sheet.Column;
import io.tracemill.cli.report.sheet.Rest;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.KernelStats;
import io.tracemill.schemas.wording.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** What the sections compute, before anybody writes it. */
class ReportSheetsTest {

    private final TraceReport report = ReportRows.report();

    @Test
    void theTimelineHasSharesAndWhatADeviceIsBoundBy() {
        Sheet timeline = sheet(new TimelineSection(), report);

        assertThat(rows(timeline, "device", "step", "total_ns", "computing_pct", "idle_pct", "bottleneck"))
                .containsExactly(
                        row("0", null, 4_000_000L, 60.0, 25.0, "SYNC_BOUND"),
                        row("0", 3, 3_100_000L, 60.0, 25.0, "SYNC_BOUND"));
        assertThat(timeline.rest()).isEmpty();
    }

    @Test
    void eachRuleThatFiredIsARowOfItsWindow() {
        Sheet rules = sheet(new RuleSection(), report);

        assertThat(rows(rules, "device", "step", "bottleneck", "share_pct", "recommendation"))
                .containsExactly(
                        row("0", null, "SYNC_BOUND", 25.0, "Give the device work earlier: the host launches too late."),
                        row("0", null, "COMMUNICATION_BOUND", 10.0, "Overlap it."),
                        row("0", 3, "SYNC_BOUND", 25.0, "Give the device work earlier: the host launches too late."),
                        row("0", 3, "COMMUNICATION_BOUND", 10.0, "Overlap it."));
        assertThat(rules.shown()).isEmpty();
    }

    @Test
    void idleTimeIsShownByWhatTheHostDid() {
        assertThat(shown(
                        sheet(new IdleCauseSection(), report),
                        "part",
                        "class",
                        "cause",
                        "name",
                        "idle_ns",
                        "share_pct"))
                .containsExactly(
                        row(
                                "HOST",
                                "INPUT",
                                null,
                                "enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__",
                                600_000L,
                                60.0),
                        row("LAUNCH", "LAUNCH", null, "cudaLaunchKernel", 200_000L, 20.0),
                        row("DEVICE", "NOTHING_RECORDED", "DEVICE_QUEUE", null, 200_000L, 20.0));
        assertThat(new IdleCauseSection().sheet(report, 2).rest()).contains(new Rest(1, "causes", Optional.of(3)));
    }

    @Test
    void theCausesAreRowsOfTheirWindow() {
        assertThat(rows(sheet(new CauseSection(), report), "device", "step", "code", "advice"))
                .startsWith(
                        row("0", null, "IDLE", "INPUT"),
                        row("0", null, "INPUT", "INPUT"),
                        row("0", null, "COMMUNICATION", "COMMUNICATION"),
                        row("0", 3, "IDLE", "INPUT"));
    }

    @Test
    void onlyTheFirstStepsOfEachDeviceAreShown() {
        Sheet timeline = new TimelineSection().sheet(withSteps("0", 3, "1", 2), 1);

        assertThat(shown(timeline, "device", "step"))
                .containsExactly(row("0", null), row("0", 0), row("1", null), row("1", 0));
        assertThat(rows(timeline, "device", "step")).hasSize(7);
        assertThat(timeline.rest()).contains(new Rest(3, "steps", Optional.of(3)));
    }

    @Test
    void aBubbleIsRated() {
        assertThat(rows(sheet(new BubbleSection(), report), "step", "bubble_ns", "bubble_pct", "bubble_rating"))
                .containsExactly(
                        row(null, 500_000L, 12.5, "good"), row(3, 1_033_333L, 100.0 * 1_033_333 / 3_100_000, "poor"));
    }

    @Test
    void idleTimeIsSplitByWhereTheHostWas() {
        assertThat(rows(
                        sheet(new IdleSection(), report),
                        "step",
                        "idle_ns",
                        "idle_host_pct",
                        "idle_launch_pct",
                        "idle_device_pct",
                        "idle_unknown_pct"))
                .containsExactly(row(null, 1_000_000L, 80.0, 20.0, 0.0, 0.0), row(3, 775_000L, 80.0, 20.0, 0.0, 0.0));
    }

    @Test
    void gapsOfTheWholeTraceAreShownAndThoseOfStepsAreData() {
        Sheet gaps = sheet(new GapSection(), report);

        assertThat(shown(gaps, "step", "duration_ns", "offset_ns", "host_pct", "activity"))
                .containsExactly(row(
                        null,
                        50_000L,
                        100_000L,
                        80.0,
                        "loads data: enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__"));
        assertThat(rows(gaps, "step")).containsExactly(row((Object) null), row(3));
    }

    @Test
    void annotationsAreDataOfTheOperatorsAndShownApart() {
        assertThat(shown(sheet(new OperatorSection(), report), "operator", "kind"))
                .containsExactly(row("aten::matmul", "OPERATOR"));
        assertThat(rows(sheet(new OperatorSection(), report), "operator")).hasSize(2);
        assertThat(rows(sheet(new AnnotationSection(), report), "operator")).containsExactly(row("ProfilerStep#3"));
    }

    @Test
    void numbersInSentencesAreNumbers() {
        assertThat(sheet(new OperatorSection(), report).sentences())
                .containsExactly(Sentence.of("Self time of all operators ")
                        .time(900_000)
                        .text(", device time ")
                        .time(2_400_000)
                        .text("; compute-bound ")
                        .percent(60)
                        .text(", memory-bound ")
                        .percent(5)
                        .text(", communication-bound ")
                        .percent(10)
                        .text(", synchronisation-bound ")
                        .percent(25)
                        .text("."));
    }

    @Test
    void theCostliestKernelsAreShownAndTheRestIsCounted() {
        Sheet kernels = new KernelSection().sheet(report, 1);

        assertThat(shown(kernels, "count", "total_ns", "mean_execution_ns"))
                .containsExactly(row(25L, 2_000_000L, 80_000.0));
        assertThat(kernels.rest()).contains(Rest.beyond(1, 2, "kernels"));
        assertThat(sheet(new CounterSection(), report).shown()).hasSize(1);
    }

    @Test
    void theLargestHoldersOfMemoryComeFirstAndTheRestIsCounted() {
        Sheet holders = new MemoryHolderSection().sheet(report, 2);

        assertThat(shown(holders, "operator", "module", "peak_bytes"))
                .containsExactly(
                        row("aten::empty_strided", null, 19_268_096L), row("aten::add", "Net_0/Add_1", 4_096L));
        assertThat(holders.rest()).contains(Rest.beyond(2, 3, "holders"));
        assertThat(shown(sheet(new LeakSection(), report), "operator", "leak_suspected_bytes"))
                .containsExactly(row("aten::add", 4_096L));
    }

    @Test
    void collectivesOfWhichOnlyTheTimeIsKnownAreNotShown() {
        TraceReport plain = ReportRows.with(
                report.trace(),
                List.of(),
                List.of(new CollectiveUse(
                        "allreduce", null, null, 1, 10, null, null, null, null, null, null, null, null)));

        assertThat(sheet(new CommunicationSection(), plain).shown()).isEmpty();
        assertThat(rows(sheet(new CommunicationSection(), plain), "total_ns")).containsExactly(row(10L));
        assertThat(shown(sheet(new CommunicationSection(), report), "collective", "bandwidth_gb_per_s"))
                .containsExactly(row("allreduce", null), row("hcom_allReduce", 15.5));
    }

    @Test
    void theWorstStepsAreShownFirst() {
        RunReport run = RunRows.run(16);
        Sheet uneven = sheet(new UnevenStepSection(), run);

        assertThat(shown(uneven, "step", "computing.spread_pct")).hasSize(10).startsWith(row(16, 16.0), row(15, 15.0));
        assertThat(uneven.rest()).contains(Rest.inData(1, "steps"));
        assertThat(rows(sheet(new StepSection(), run), "step")).hasSize(18).startsWith(row(-1), row(0));
        assertThat(rows(sheet(new RunSection(), run), "load_balance_rating", "ranks_compared"))
                .containsExactly(row("good", 3));
        assertThat(rows(sheet(new RankSection(words()), run), "measure", "uneven"))
                .containsExactly(
                        row("computing", true),
                        row("exposed communication", true),
                        row("idle", false),
                        row("communication", false));
    }

    private static SlowRankWords words() {
        return new SlowRankWords(new BottleneckWords(Language.EN));
    }

    @Test
    void whatMakesARunSlowIsSaidAndItsPlaceIsNamed() {
        Sheet slow = sheet(new SlowRankSection(words()), RunRows.run(16));

        assertThat(rows(slow, "kind", "where", "cost_pct", "minor"))
                .containsExactly(
                        row("SLOW_COMPUTE", "rank 2", 12.3, false),
                        row("IMBALANCED_STAGES", "stage 1: ranks 1, 2", 4.5, false),
                        row("SLOW_LINK", "dp: 0-2/2", 0.4, true));
        assertThat(slow.sentences())
                .as("two findings with advice, the cause of one, and even work")
                .hasSize(6);
        assertThat(rows(sheet(new DiagnosisSection(words()), RunRows.run(16)), "kind", "where", "cause"))
                .containsExactly(row("SLOW_COMPUTE", "rank 2", "THERMAL_THROTTLING"));
        assertThat(SlowRankLabels.ranks(List.of(0, 2, 3, 8, 9, 10, 12))).isEqualTo("ranks 0, 2, 3, 8-10, 12");
        assertThat(SlowRankLabels.ranks(List.of(7))).isEqualTo("rank 7");
    }

    @Test
    void theCauseOfAWholeRunIsSaidOnce() {
        Differences run = Differences.of(new ReportSet(List.of(), List.of(RunRows.slowAsAWhole())));

        assertThat(new SummarySection(true, words()).sheet(run, Printed.TOP).sentences())
                .extracting(Object::toString)
                .filteredOn(sentence -> sentence.contains("the first steps are slow"))
                .hasSize(1);
    }

    @Test
    void everyFieldOfTheRecordsIsInTheData() {
        assertThat(keys(new KernelSection()))
                .containsAll(fields(KernelStats.getClassSchema(), "trace_id", "run", "date", "node", "rank"));
        assertThat(keys(new TimelineSection()))
                .containsAll(fields(
                        DeviceStats.getClassSchema(),
                        "trace_id",
                        "run",
                        "date",
                        "node",
                        "rank",
                        "gaps",
                        "collectives",
                        "transfers",
                        "work"));
    }

    @Test
    void noTwoColumnsOfATableHaveOneTitle() {
        for (SheetSchema schema : Report.schemas()) {
            assertThat(schema.columns().stream().map(Column::title).filter(title -> !title.isEmpty()))
                    .as(schema.key())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void noTwoSheetsHaveOneKey() {
        assertThat(Report.schemas()).extracting(SheetSchema::key).doesNotHaveDuplicates();
        assertThat(Report.schemas())
                .allSatisfy(schema -> assertThat(schema.about()).isNotBlank());
    }

    private TraceReport withSteps(Object... devices) {
        List<DeviceStats> rows = new ArrayList<>();
        for (int i = 0; i < devices.length; i += 2) {
            for (int step = -1; step < (int) devices[i + 1]; step++) {
                DeviceStats row = ReportRows.device(step < 0 ? null : step, 1_000);
                row.setDevice((String) devices[i]);
                rows.add(row);
            }
        }
        return ReportRows.with(report.trace(), rows, List.of());
    }

    private static List<String> keys(Section<?> section) {
        return section.schema().columns().stream().map(Column::key).toList();
    }

    private static List<String> fields(Schema schema, String... without) {
        return schema.getFields().stream()
                .map(Schema.Field::name)
                .filter(name -> !List.of(without).contains(name))
                .toList();
    }
}
