package io.tracemill.cli.page;

import io.tracemill.cli.diff.DiffReport;
import io.tracemill.cli.diff.RunDiff;
import io.tracemill.cli.report.TelemetryUse;
import io.tracemill.cli.runs.RunRow;
import io.tracemill.schemas.TraceInfo;
import java.io.IOException;
import java.util.List;

/** Data of the pages of an archive. */
public final class Pages {

    private final PageArchive archive;
    private final PageSettings settings;
    private final long bytes;

    /**
     * Pages of an archive.
     *
     * @param bytes room for the data of a page, compressed; what has none is left out, and the data says so
     */
    public Pages(PageArchive archive, PageSettings settings, long bytes) {
        this.archive = archive;
        this.settings = settings;
        this.bytes = bytes;
    }

    /** Pages that also say which telemetry lay beside the traces. */
    public Pages beside(TelemetryUse telemetry) {
        return new Pages(archive, settings.with(telemetry), bytes);
    }

    /** All that is known of traces. */
    public PageData ofTraces(List<TraceInfo> traces) throws IOException {
        PageComposer composer = new PageComposer(archive, settings, bytes);
        composer.addDetails(composer.addSummaries(traces));
        return composer.data();
    }

    /**
     * Summaries of the traces of a run on one date, without their other sheets and their pictures.
     *
     * @param dates what the archive has of the run on each date, oldest first
     */
    public PageData ofRun(List<TraceInfo> traces, List<RunRow> dates) throws IOException {
        PageComposer composer = new PageComposer(archive, settings, bytes);
        composer.addTrend(dates);
        composer.addSummaries(traces);
        return composer.data();
    }

    /** A comparison, and summaries of the traces on both sides. */
    public PageData ofDiffSummary(RunDiff diff, List<TraceInfo> traces) throws IOException {
        PageComposer composer = new PageComposer(archive, settings, bytes);
        composer.addDiff(DiffReport.of(diff, settings.report().top()));
        composer.addSummaries(traces);
        return composer.data();
    }

    /** A comparison, and all that is known of the traces on both sides. */
    public PageData ofDiff(RunDiff diff, List<TraceInfo> traces) throws IOException {
        PageComposer composer = new PageComposer(archive, settings, bytes);
        composer.addDiff(DiffReport.of(diff, settings.report().top()));
        composer.addDetails(composer.addSummaries(traces));
        return composer.data();
    }
}
