package io.tracemill.ingest;

import io.tracemill.ingest.parse.TraceMetadata;
import io.tracemill.schemas.DateSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * UTC day of a trace. A time that is no day of this century is relative, such as one since the start of the machine,
 * and tells nothing.
 *
 * @param day the day
 * @param source what it was taken from
 */
record TraceDate(LocalDate day, DateSource source) {

    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate AFTER = LocalDate.of(2100, 1, 1);

    /** Time in ms or ns since the epoch, as profilers put it into names of traces. */
    private static final Pattern TIME_IN_NAME = Pattern.compile("(?<!\\d)(\\d{13}|\\d{19})(?!\\d)");

    private static final int DIGITS_OF_MILLIS = 13;

    /**
     * The date of a trace: that of its first event, else of a time in its metadata, else of its file, else of the
     * clock.
     *
     * @param firstNanos start of the first event in ns, since the epoch if the file tells that
     * @param metadata metadata of the file
     * @param file the file
     * @param clock clock for the day of the ingest
     */
    static TraceDate of(long firstNanos, TraceMetadata metadata, Path file, Clock clock) {
        Optional<TraceDate> date = of(Instant.EPOCH.plusNanos(firstNanos), DateSource.EVENTS);
        if (date.isEmpty()) {
            date = of(metadata);
        }
        if (date.isEmpty()) {
            date = of(file);
        }
        return date.orElseGet(
                () -> new TraceDate(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), DateSource.INGEST_DAY));
    }

    private static Optional<TraceDate> of(Instant time, DateSource source) {
        LocalDate day = LocalDate.ofInstant(time, ZoneOffset.UTC);
        boolean isOfThisCentury = !day.isBefore(FIRST) && day.isBefore(AFTER);
        return isOfThisCentury ? Optional.of(new TraceDate(day, source)) : Optional.empty();
    }

    private static Optional<TraceDate> of(TraceMetadata metadata) {
        Long base = metadata.baseTimeNanos();
        if (base != null) {
            return of(Instant.EPOCH.plusNanos(base), DateSource.METADATA);
        }
        Matcher time = TIME_IN_NAME.matcher(metadata.values().getOrDefault(TraceMetadata.TRACE_NAME, ""));
        if (!time.find()) {
            return Optional.empty();
        }
        try {
            long number = Long.parseLong(time.group());
            boolean isInMillis = time.group().length() == DIGITS_OF_MILLIS;
            return of(isInMillis ? Instant.ofEpochMilli(number) : Instant.EPOCH.plusNanos(number), DateSource.METADATA);
        } catch (NumberFormatException e) {
            return Optional.empty(); // beyond the largest long, so beyond this century
        }
    }

    private static Optional<TraceDate> of(Path file) {
        try {
            return of(Files.getLastModifiedTime(file).toInstant(), DateSource.FILE_TIME);
        } catch (IOException e) {
            return Optional.empty(); // removed or replaced since it was read
        }
    }
}
