package io.tracemill.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/**
 * The rules for names of runs. A run is a directory of the archive, {@code run=<name>}, from whose name Hive, Spark and
 * DuckDB read it back. What a person gives and {@link #fault} objects to is refused; a name from elsewhere is {@link
 * #fitted}.
 */
@NullMarked
public final class RunName {

    /** Most bytes of a name once it is escaped: file systems take 255, of which {@code run=} is a part. */
    public static final int MAX_BYTES = 250;

    /** Names that Hive and DuckDB read back as null, in lower case. */
    private static final Set<String> READ_AS_NULL = Set.of("__hive_default_partition__", "null");

    /** The characters that Hive escapes, besides control characters. */
    private static final String ESCAPED = "\"#%'*/:=?\\{}[]^<>|&";

    private static final int HASH_DIGITS = 8;

    private RunName() {}

    /** Why the archive cannot take a name, as what it must be; empty if it can. */
    public static Optional<String> fault(String name) {
        if (name.isBlank()) {
            return Optional.of("not blank");
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            return Optional.of("without control characters");
        }
        if (isReadAsNull(name)) {
            return Optional.of("another word: readers of the archive take this one for an absent run");
        }
        int bytes = escape(name).length();
        return bytes <= MAX_BYTES
                ? Optional.empty()
                : Optional.of("at most " + MAX_BYTES
                        + " bytes as the name of a directory, where a byte of a character outside ASCII takes 3,"
                        + " and not " + bytes);
    }

    /**
     * A name that the archive can take: the given one, or as much of it as fits, with {@code _} for control characters
     * and with a part of its hash, so that different names stay different.
     */
    public static String fitted(String name) {
        if (fault(name).isEmpty()) {
            return name;
        }
        StringBuilder fitted = new StringBuilder();
        int room = MAX_BYTES - 1 - HASH_DIGITS;
        for (int c : name.codePoints().toArray()) {
            String next = Character.isISOControl(c) ? "_" : Character.toString(c);
            room -= escape(next).length();
            if (room < 0) {
                break;
            }
            fitted.append(next);
        }
        return fitted.append('-').append(hash(name)).toString();
    }

    private static boolean isReadAsNull(String name) {
        return READ_AS_NULL.contains(name.toLowerCase(Locale.ROOT));
    }

    private static String hash(String name) {
        return HexFormat.of().formatHex(Sha256.of(name)).substring(0, HASH_DIGITS);
    }

    /**
     * Percent-encodes, as UTF-8, the characters that Hive escapes and those that are not ASCII: in a C locale Java
     * cannot name such a file.
     */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < ' ' || c >= 127 || ESCAPED.indexOf(c) >= 0) {
                escaped.append(String.format("%%%02X", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /**
     * The text that was escaped.
     *
     * @throws IllegalArgumentException if a {@code %} is not followed by two hexadecimal digits
     */
    public static String unescape(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) == '%' && i + 2 < escaped.length()) {
                bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(escaped.charAt(i));
            }
        }
        return bytes.toString(UTF_8);
    }
}
