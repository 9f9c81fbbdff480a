package io.tracemill.cli.page;

import io.tracemill.cli.page.picture.Picture;
import io.tracemill.cli.page.picture.PictureReader;
import io.tracemill.cli.page.picture.StepPicture;
import io.tracemill.cli.report.ArchiveReports;
import io.tracemill.cli.report.Report;
import io.tracemill.cli.report.TraceReport;
import io.tracemill.cli.report.render.JsonRenderer;
import io.tracemill.cli.report.sheet.Subject;
import io.tracemill.schemas.IdleStats;
import io.tracemill.schemas.TraceInfo;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reader of what a page has of a trace, into the room that is left. Of each thing it takes as much as has room: more
 * rows before fewer, and a picture with fewer events before none.
 */
final class TraceData {

    /** Most single events of a step, from much to little; the last has no steps. */
    private static final int[] RECTANGLES = {StepPicture.MOST_RECTANGLES, 5_000, 1_000, 0};

    private final PageArchive archive;
    private final PageSettings settings;
    private final Room room;
    private final KernelNames names = new KernelNames();

    TraceData(PageArchive archive, PageSettings settings, Room room) {
        this.archive = archive;
        this.settings = settings;
        this.room = room;
    }

    static Piece piece(Subject trace, Detail detail, PageSettings settings) throws IOException {
        return Piece.ofValue(settings.source().compression(), json -> JsonRenderer.write(detail.of(trace), json));
    }

    /**
     * Adds all sheets and the pictures of a trace whose summary is known.
     *
     * @param share room that its picture may take
     */
    void add(TracePieces trace, TraceReport summary, PictureShare share) throws IOException {
        TraceReport report = ArchiveReports.trace(archive.archive(), summary, idle(summary.trace()));
        addSheets(trace, report);
        addPicture(trace, report, share.of(room.left()));
    }

    /** A file has what the report has; from a server, a reader waits for it. */
    private List<IdleStats> idle(TraceInfo info) throws IOException {
        return switch (settings.source()) {
            case FILE -> archive.archive().rows(info.getTraceId(), IdleStats.class);
            case SERVE -> IdleRows.of(archive.sql(), info);
        };
    }

    /** Part of the room that is left which one picture may take. */
    @FunctionalInterface
    interface PictureShare {
        long of(long left);
    }

    private void addSheets(TracePieces trace, TraceReport report) throws IOException {
        Subject subject = Report.trace(report, settings.report());
        @Nullable Piece fresh = names.of(report.kernels());
        int forNames = fresh == null ? 0 : fresh.size() + Room.AROUND_A_PIECE;
        long instead = trace.sheets().size() - (long) forNames;
        for (Detail detail : new Detail[] {Detail.ALL, Detail.FIRST_ROWS}) {
            Piece sheets = piece(subject, detail, settings);
            if (room.take(sheets, instead, room.left() / 2)) {
                trace.sheets(detail, sheets);
                if (fresh != null) {
                    trace.names(fresh);
                    names.tell(report.kernels());
                }
                return;
            }
        }
    }

    private void addPicture(TracePieces trace, TraceReport report, long share) throws IOException {
        Picture picture = new PictureReader(archive.sql(), report.trace(), report.devices()).read(settings.steps());
        for (int i = 0; i < RECTANGLES.length; i++) {
            int most = RECTANGLES[i];
            boolean isSame = i > 0 && most > 0 && !picture.hasMore(most);
            if (isSame) {
                continue;
            }
            Piece piece =
                    Piece.ofMember(settings.source().compression(), trace.traceId(), json -> picture.write(most, json));
            if (room.take(piece, 0, share)) {
                trace.picture(piece, i == 0);
                return;
            }
        }
    }
}
