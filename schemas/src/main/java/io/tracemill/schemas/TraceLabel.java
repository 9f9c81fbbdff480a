package io.tracemill.schemas;

import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/**
 * A label of a trace: a fact that its file does not tell, such as the commit of the program.
 *
 * @param key what the value is, such as {@code commit}
 * @param value 1 to 256 characters
 */
@NullMarked
public record TraceLabel(String key, String value) {

    /** Largest number of labels of a trace. */
    public static final int MOST = 32;

    private static final int LONGEST = 256;
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_.-]{0,63}");

    /** Checks both. */
    public TraceLabel {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("the key of a label must be a lower-case letter and up to 63"
                    + " lower-case letters, digits and _ . - but was \"" + key + '"');
        }
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException("the value of label " + key + " must have 1 to " + LONGEST
                    + " characters but was \"" + value + '"');
        }
    }

    /**
     * A label written as {@code key=value}. The value may contain further signs of equality.
     *
     * @throws IllegalArgumentException if it is none; the message says what it must be
     */
    public static TraceLabel parse(String text) {
        int sign = text.indexOf('=');
        if (sign < 0) {
            throw new IllegalArgumentException("a label must be key=value but was \"" + text + '"');
        }
        return new TraceLabel(text.substring(0, sign), text.substring(sign + 1));
    }

    @Override
    public String toString() {
        return key + '=' + value;
    }
}
