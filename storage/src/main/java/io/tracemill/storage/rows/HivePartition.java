package io.tracemill.storage.rows;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
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

    /** The characters that Hive escapes, besides control characters. */
    private static final String ESCAPED = "\"#%'*/:=?\\{}[]^<>|&";

    private static final int MAX_ESCAPED = 250;

    /** Checks that both parts are valid as directory names and read back unchanged. */
    public HivePartition {
        if (run != null && (run.isEmpty() || escape(run).length() > MAX_ESCAPED)) {
            throw new IllegalArgumentException(
                    "run must have 1 to " + MAX_ESCAPED + " characters, escaped, but was \"" + run + "\"");
        }
        try {
            LocalDate.parse(date);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("date must be YYYY-MM-DD but was \"" + date + "\"", e);
        }
    }

    /** The directory, relative to that of the dataset. */
    public Path directory() {
        return Path.of("run=" + (run == null ? NULL : escape(run)), "date=" + date);
    }

    /** The partition whose directory this is. */
    public static HivePartition of(Path directory) {
        String run = value(directory.getParent(), "run=");
        String date = value(directory, "date=");
        return new HivePartition(run.equals(NULL) ? null : unescape(run), date);
    }

    private static String value(@Nullable Path directory, String key) {
        Path name = directory == null ? null : directory.getFileName();
        if (name == null || !name.toString().startsWith(key)) {
            throw new IllegalArgumentException("directory must be named " + key + "... but was " + directory);
        }
        return name.toString().substring(key.length());
    }

    /**
     * Percent-encodes, as UTF-8, the characters that Hive escapes and those that are not ASCII: in a C locale Java
     * cannot name such a file.
     */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < ' ' || c >= 127 || ESCAPED.indexOf(c) >= 0) {
                escaped.append(String.format("%%%02X", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String unescape(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) == '%' && i + 2 < escaped.length()) {
                bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(escaped.charAt(i));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
