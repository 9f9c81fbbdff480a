package io.tracemill.cli;

import io.tracemill.cli.config.Dates;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that choose days. */
final class PeriodOptions {

    @Option(
            names = "--since",
            paramLabel = "DATE",
            converter = Dates.class,
            description = "Only dates from this one on, such as 2026-03-31.")
    private @Nullable LocalDate since;

    @Option(names = "--until", paramLabel = "DATE", converter = Dates.class, description = "Only dates up to this one.")
    private @Nullable LocalDate until;

    /** The first day; 1970-01-01 if none is given. */
    LocalDate first() {
        return since == null ? LocalDate.EPOCH : since;
    }

    /** The last day; 9999-12-31 if none is given. */
    LocalDate last() {
        return until == null ? LocalDate.of(9999, 12, 31) : until;
    }

    /** Whether a day is one of those. */
    boolean contains(LocalDate date) {
        return !date.isBefore(first()) && !date.isAfter(last());
    }
}
