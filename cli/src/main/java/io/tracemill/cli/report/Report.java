package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.wording.Language;
import java.util.List;
import java.util.stream.Stream;

/** Report on traces and runs: the list of its sections, in the order of the report. */
public final class Report {

    /** Sections about one trace. */
    private static List<Section<TraceReport>> ofTrace(Language language) {
        return List.of(
                new TraceSection(),
                new BottleneckSection(new BottleneckWords(language)),
                new RuleSection(),
                new CauseSection(),
                new TimelineSection(),
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
                new CoverageSection());
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
                        ofTrace(Language.EN).stream().map(Section::schema),
                        OF_RUN.stream().map(Section::schema))
                .toList();
    }

    /**
     * Document on some traces and runs.
     *
     * @param top number of rows of a long list that are shown at first
     * @param language language of the sentences on bottlenecks
     */
    public static Document of(List<TraceReport> traces, List<RunReport> runs, int top, Language language) {
        return new Document(List.of(
                Document.Group.of("traces", ofTrace(language), traces, top),
                Document.Group.of("runs", OF_RUN, runs, top)));
    }
}
