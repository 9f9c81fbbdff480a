package io.tracemill.cli.report.sheet;

/**
 * Section of a report: computes one sheet. A new section is a class and a line in a list of sections.
 *
 * @param <S> subject of the report, such as a trace
 */
public interface Section<S> {

    /** Schema of the sheet. */
    SheetSchema schema();

    /**
     * Computes the sheet of one subject. It has no rows and no sentences if there is nothing to report.
     *
     * @param top number of rows of a long list that are shown at first
     */
    Sheet sheet(S subject, int top);
}
