package io.tracemill.cli.service;

import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.StatusLine;
import io.tracemill.ingest.IngestProgress;
import java.nio.file.Path;
import java.util.Locale;

/** The progress of the ingest of a file on the status line: bytes, events per second, and the remaining time. */
public final class IngestStatus implements IngestProgress {

    private final StatusLine line;
    private final int files;
    private int number;
    private String name = "";
    private long fileBytes;
    private long startNanos;

    /**
     * Shows it on a line.
     *
     * @param files number of files to ingest; 0 if it is not known
     */
    public IngestStatus(StatusLine line, int files) {
        this.line = line;
        this.files = files;
    }

    @Override
    public void opened(Path file, long bytes) {
        number++;
        String counted = files > 1 ? "file " + number + " of " + files + ", " : "";
        name = counted + file.getFileName();
        fileBytes = bytes;
        startNanos = System.nanoTime();
    }

    @Override
    public void read(long compressedBytes, long events) {
        double seconds = Math.max(1e-3, (System.nanoTime() - startNanos) / 1e9);
        double part = fileBytes == 0 ? 1 : Math.min(1.0, (double) compressedBytes / fileBytes);
        String eta = part < 0.02 ? "" : String.format(Locale.ROOT, ", %.0f s left", seconds / part - seconds);
        line.show(String.format(
                Locale.ROOT,
                "%s: %.0f %%, %s of %s, %,.0f events/s%s",
                name,
                100 * part,
                Figures.bytes(compressedBytes),
                Figures.bytes(fileBytes),
                events / seconds,
                eta));
    }

    @Override
    public void published(long events) {
        line.show(name + ": " + Figures.count(events) + (events == 1 ? " event" : " events") + " published");
    }
}
