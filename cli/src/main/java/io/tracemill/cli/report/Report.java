package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.wording.Language;
import java.util.List;
import java.util.stream.Stream;

/** Report on traces and runs: the list of its sections, in the order of the report. */
public final class Report {

    private static final ReportSettings NO_SETTINGS = new ReportSettings(0, Language.EN);

    /** Sections about one trace. */
    private static List<Section<TraceReport>> ofTrace(ReportSettings settings) {
        return List.of(
                new TraceSection(),
                new BottleneckSection(new BottleneckWords(settings.language())),
                new RuleSection(),
                new CauseSection(),
                new TimelineSection(),
                new RateSection(settings),
                new PhaseSection(),
                new BubbleSection(),
                new IdleSection(),
                new IdleCauseSection(),
                new GapSection(),
                new ModuleSection(),
                new LayerSection(),
                new RooflineSection(),
                new ShapeSection(),
                new OperatorSection(),
                new AnnotationSection(),
                new KernelSection(),
                new ShortKernelSection(),
                new QueueSection(),
                new CopySection(),
                new PipelineSection(),
                new CounterSection(),
                new MemorySection(),
                new MemoryStepSection(),
                new MemoryHolderSection(),
                new LeakSection(),
                new CommunicationSection(),
                new CoverageSection(),
                new UnrecordedSection());
    }

    /** Sections about one run whose ranks were compared. */
    private static final List<Section<RunReport>> OF_RUN = List.of(
            new RunSection(),
            new RankSection(),
            new SlowRankSection(),
            new CollectiveSection(),
            new StepSection(),
            new UnevenStepSection());

    private Report() {}

    /** Schemas of all sheets, in order. */
    public static List<SheetSchema> schemas() {
        return Stream.concat(
                        ofTrace(NO_SETTINGS).stream().map(Section::schema),
                        OF_RUN.stream().map(Section::schema))
                .toList();
    }

    /** Document on some traces and runs. */
    public static Document of(List<TraceReport> traces, List<RunReport> runs, ReportSettings settings) {
        return new Document(List.of(
                Document.Group.of("traces", ofTrace(settings), traces, settings.top()),
                Document.Group.of("runs", OF_RUN, runs, settings.top())));
    }
}
