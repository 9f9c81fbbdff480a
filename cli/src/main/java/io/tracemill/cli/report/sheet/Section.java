package io.tracemill.cli.report.sheet;

/**
 * A part of the report: what it shows, and how that is computed. A new one is a class and a line in a list of sections.
 *
 * @param <S> what the report is about, such as a trace
 */
public interface Section<S> {

    /** What its sheets are like. */
    SheetSchema schema();

    /**
     * The sheet of one subject; it has no rows and no sentences where there is nothing to say.
     *
     * @param top how many rows of a long list are shown at first
     */
    Sheet sheet(S subject, int top);
}
