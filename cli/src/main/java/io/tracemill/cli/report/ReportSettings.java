package io.tracemill.cli.report;

import io.tracemill.schemas.wording.Language;
import org.jspecify.annotations.Nullable;

/**
 * What a reader asks of a report.
 *
 * @param top number of rows of a long list that are shown at first
 * @param language language of the sentences on bottlenecks and on ranks
 * @param full whether traces are printed in full that are like the others of their run
 * @param tokensPerStep tokens that each device processes in a step; null if the reader does not say
 * @param samplesPerStep samples that each device processes in a step; null if the reader does not say
 */
public record ReportSettings(
        int top,
        Language language,
        boolean full,
        @Nullable Long tokensPerStep,
        @Nullable Long samplesPerStep) {

    /** These settings, but in another language. */
    public ReportSettings in(Language other) {
        return new ReportSettings(top, other, full, tokensPerStep, samplesPerStep);
    }

    /** Settings of a reader who says nothing of the steps. */
    public ReportSettings(int top, Language language) {
        this(top, language, false, null, null);
    }
}
