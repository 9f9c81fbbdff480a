package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.report.render.ReportFormat;
import io.tracemill.schemas.wording.Language;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RateSectionTest {

    private static String text(@Nullable Long tokens, @Nullable Long samples) throws IOException {
        TraceReport report = ReportRows.report();
        report.devices().forEach(row -> row.setTruncated(false));
        ReportSettings settings = new ReportSettings(Printed.TOP, Language.EN, false, tokens, samples);
        return Printed.text(Report.of(new ReportSet(List.of(report), List.of()), settings), ReportFormat.TABLE, 120);
    }

    @Test
    void ratesAreThoseOfTheMeanStep() throws IOException {
        assertThat(text(31_000L, 62L)).contains("""
                  device  steps  mean step  steps/s    tokens/s  samples/s
                  0           1    3.10 ms    322.6  10,000,000     20,000
                """);
    }

    @Test
    void tokensAndSamplesAreLeftOutIfTheReaderDoesNotSay() throws IOException {
        assertThat(text(null, null)).contains("""
                  device  steps  mean step  steps/s
                  0           1    3.10 ms    322.6
                """);
    }

    @Test
    void aStepThatTheEndOfTheTraceCutsDoesNotCount() throws IOException {
        assertThat(Printed.text(Printed.document(), ReportFormat.TABLE, 120)).doesNotContain("RATES");
    }
}
