package io.tracemill.cli.page;

import io.tracemill.cli.report.ReportSettings;
import io.tracemill.cli.report.TelemetryUse;
import java.util.Locale;
import java.util.Set;
import java.util.zip.Deflater;

/**
 * What a page is made for.
 *
 * @param program name and version of the program
 * @param source where the page is
 * @param report what the reader asks of the report; its language is that in which the page opens
 * @param steps steps whose device events are wanted besides the median and the slowest one
 * @param telemetry the telemetry that lay beside the traces
 */
public record PageSettings(
        String program, Source source, ReportSettings report, Set<Integer> steps, TelemetryUse telemetry) {

    /** Settings of a page without telemetry. */
    public PageSettings(String program, Source source, ReportSettings report, Set<Integer> steps) {
        this(program, source, report, steps, TelemetryUse.NONE);
    }

    /** Where a page is. */
    public enum Source {
        /** In one file, which holds all it shows. */
        FILE,
        /** At a server, which it asks for more. */
        SERVE;

        /** How well its large parts are compressed: a file is to be small, and from a server, a reader waits. */
        int compression() {
            return this == FILE ? Deflater.DEFAULT_COMPRESSION : Deflater.BEST_SPEED;
        }

        String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the set. */
    public PageSettings {
        steps = Set.copyOf(steps);
    }

    /** These settings for a page that names telemetry beside its traces. */
    PageSettings with(TelemetryUse beside) {
        return new PageSettings(program, source, report, steps, beside);
    }
}
