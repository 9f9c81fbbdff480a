package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Subject;
import io.tracemill.cli.report.sheet.Subject.Extent;
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
    private static List<Section<RunReport>> ofRun(ReportSettings settings) {
        SlowRankWords words = new SlowRankWords(new BottleneckWords(settings.language()));
        return List.of(
                new RunSection(),
                new RankSection(words),
                new SlowRankSection(words),
                new DiagnosisSection(words),
                new CollectiveSection(),
                new StepSection(),
                new UnevenStepSection());
    }

    /** Sections about all traces and runs together. */
    private static List<Section<Differences>> ofAll(ReportSettings settings, boolean full) {
        return Stream.concat(
                        Stream.of(
                                new SummarySection(full, new SlowRankWords(new BottleneckWords(settings.language())))),
                        ofTelemetry().stream())
                .toList();
    }

    /** Sections about the telemetry beside the traces. */
    private static List<Section<Differences>> ofTelemetry() {
        return List.of(new TelemetrySection(), new TelemetryFileSection());
    }

    private Report() {}

    /** Schemas of all sheets, in order. */
    public static List<SheetSchema> schemas() {
        return Stream.of(ofAll(NO_SETTINGS, false), ofRun(NO_SETTINGS), ofTrace(NO_SETTINGS))
                .flatMap(List::stream)
                .map(Section::schema)
                .toList();
    }

    /** All sheets on one trace. */
    public static Subject trace(TraceReport trace, ReportSettings settings) {
        return only(Document.Group.of("traces", ofTrace(settings), List.of(trace), settings.top()));
    }

    /** All sheets on the telemetry beside traces. */
    public static Subject telemetry(TelemetryUse telemetry, ReportSettings settings) {
        ReportSet beside = new ReportSet(List.of(), List.of(), telemetry);
        return only(Document.Group.of("", ofTelemetry(), List.of(Differences.of(beside)), settings.top()));
    }

    /** All sheets on one run. */
    public static Subject run(RunReport run, ReportSettings settings) {
        return only(Document.Group.of("runs", ofRun(settings), List.of(run), settings.top()));
    }

    private static Subject only(Document.Group group) {
        Subject only = group.subjects().get(0);
        return Subject.of(only.sheets(), only.extent());
    }

    /** Document on some traces and runs. */
    public static Document of(ReportSet reports, ReportSettings settings) {
        boolean inFull = settings.full() || reports.traces().size() <= 1;
        Differences differences = Differences.of(reports);
        return new Document(List.of(
                Document.Group.of("", ofAll(settings, inFull), List.of(differences), settings.top()),
                Document.Group.of(
                        "runs",
                        ofRun(settings),
                        reports.runs(),
                        settings.top(),
                        run -> inFull ? Extent.WHOLE : Extent.SHORT),
                Document.Group.of(
                        "traces",
                        ofTrace(settings),
                        reports.traces(),
                        settings.top(),
                        trace -> inFull ? Extent.WHOLE : differences.isShown(trace) ? Extent.SHORT : Extent.NOTHING)));
    }
}
