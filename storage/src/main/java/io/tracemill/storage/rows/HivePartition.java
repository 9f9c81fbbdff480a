package io.tracemill.storage.rows;

import io.tracemill.schemas.RunName;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The partition of a dataset that a record belongs to: the directory {@code run=<run>/date=<date>}, named so that Hive,
 * Spark and DuckDB read the two values back as columns.
 *
 * @param run the run; null for records of no run, such as telemetry
 * @param date UTC day, as YYYY-MM-DD
 */
public record HivePartition(@Nullable String run, String date) {

    /** The name that Hive gives the directory of a null value. */
    private static final String NULL = "__HIVE_DEFAULT_PARTITION__";

    /** Days that every reader knows: a longer year would keep DuckDB from reading the whole dataset. */
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    private static final int MOST_SHOWN = 64;

    /** Checks that both parts are valid as directory names and read back unchanged. */
    public HivePartition {
        if (run != null) {
            String name = run;
            RunName.fault(run).ifPresent(rule -> {
                throw new IllegalArgumentException("run must be " + rule + ", but was " + shown(name));
            });
        }
        if (!isDay(date)) {
            throw new IllegalArgumentException("date must be YYYY-MM-DD but was " + shown(date));
        }
    }

    private static boolean isDay(String date) {
        try {
            return DAY.matcher(date).matches() && LocalDate.parse(date).getYear() > 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static String shown(String text) {
        return '"' + (text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...") + '"';
    }

    /** The directory, relative to that of the dataset. */
    public Path directory() {
        return directory(run).resolve("date=" + date);
    }

    /** The directory of all dates of a run, relative to that of the dataset. */
    public static Path directory(@Nullable String run) {
        return Path.of("run=" + (run == null ? NULL : RunName.escape(run)));
    }

    /** The partition whose directory this is. */
    public static HivePartition of(Path directory) {
        String run = value(directory.getParent(), "run=");
        String date = value(directory, "date=");
        return new HivePartition(run.equals(NULL) ? null : RunName.unescape(run), date);
    }

    private static String value(@Nullable Path directory, String key) {
        Path name = directory == null ? null : directory.getFileName();
        if (name == null || !name.toString().startsWith(key)) {
            throw new IllegalArgumentException("directory must be named " + key + "... but was " + directory);
        }
        return name.toString().substring(key.length());
    }
}
