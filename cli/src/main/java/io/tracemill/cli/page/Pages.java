package io.tracemill.cli.page;

import io.tracemill.cli.diff.DiffReport;
import io.tracemill.cli.diff.RunDiff;
import io.tracemill.schemas.TraceInfo;
import java.io.IOException;
import java.util.List;

/** Data of the pages of an archive. */
public final class Pages {

    /** Room that is never used up. */
    public static final long UNLIMITED = Long.MAX_VALUE / 2;

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

    /** All that is known of traces. */
    public PageData ofTraces(List<TraceInfo> traces) throws IOException {
        PageComposer composer = new PageComposer(archive, settings, bytes);
        composer.addDetails(composer.addSummaries(traces));
        return composer.data();
    }

    /** Summaries of traces, without their other sheets and their pictures. */
    public PageData ofSummaries(List<TraceInfo> traces) throws IOException {
        PageComposer composer = new PageComposer(archive, settings, bytes);
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
