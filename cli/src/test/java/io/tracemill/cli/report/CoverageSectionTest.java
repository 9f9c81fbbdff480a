package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.report.render.ReportFormat;
import io.tracemill.cli.report.sheet.Document;
import io.tracemill.schemas.DateSource;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.wording.Language;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageSectionTest {

    @Test
    void whatFewTracesHaveIsSaidOnlyOfThem() throws IOException {
        assertThat(text(ReportRows.trace(false)))
                .doesNotContain("implausible", "ranks (", "several launches", "Clipped", "no day");
    }

    @Test
    void implausibleTimesAreATermOfTheirOwn() throws IOException {
        TraceInfo trace = ReportRows.trace(false);
        trace.getTotals().setImplausible(Map.of("implausible-ts", 20L));

        assertThat(text(trace))
                .contains(" + implausible 20 (implausible-ts 20), from ", "implausible-ts: The time of the event");
    }

    @Test
    void ranksOfOneFileAreNamed() throws IOException {
        TraceInfo trace = ReportRows.trace(false);
        trace.getHeader().setRankNames(List.of("TP00", "TP01"));

        assertThat(text(trace)).contains("The file holds 2 ranks (TP00, TP01).\n");
    }

    @Test
    void idsThatTellNoLaunchAreCounted() throws IOException {
        TraceInfo trace = ReportRows.trace(false);
        trace.getHeader().setRankNames(List.of("TP00", "TP01"));
        trace.setUnlinkedAmbiguous(10);

        assertThat(text(trace))
                .contains("The file holds 2 ranks (TP00, TP01). Not linked, because several launches carry their id: 10"
                        + " (20.0 %).");
    }

    @Test
    void clippedEventsAreCounted() throws IOException {
        TraceInfo trace = ReportRows.trace(false);
        trace.setClipped(3);

        assertThat(text(trace)).contains("Clipped device events: 3. Each ran over ten later ones of its stream");
    }

    @ParameterizedTest
    @CsvSource({
        "METADATA, that of the metadata of the file",
        "FILE_TIME, that of the last change of the file",
        "INGEST_DAY, that of the ingest"
    })
    void aDateThatIsNotThatOfTheEventsIsExplained(DateSource source, String whose) throws IOException {
        TraceInfo trace = ReportRows.trace(false);
        trace.getHeader().setDateSource(source);

        assertThat(text(trace)).contains("The times of the events tell no day; 2026-01-01 is " + whose + ".");
    }

    private static String text(TraceInfo trace) throws IOException {
        TraceReport report = ReportRows.without(trace);
        Document document =
                Report.of(new ReportSet(List.of(report), List.of()), new ReportSettings(Printed.TOP, Language.EN));
        return Printed.text(document, ReportFormat.TABLE, 200);
    }
}
