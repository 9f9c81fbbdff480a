package io.tracemill.cli.http;

import io.tracemill.cli.config.Offsets;
import io.tracemill.schemas.VisibleText;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.TypeConversionException;

/** Parameters of a request, which its query names: each once, and none that nobody knows. */
public final class Parameters {

    private static final int MOST_SHOWN = 64;
    private static final int MOST_PARAMETERS = 8;

    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    /** Parameters of a query as it came, still encoded. */
    public static Parameters of(String query, Set<String> known) throws Refusal {
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : query.split("&", MOST_PARAMETERS + 1)) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                String name = decoded(equals < 0 ? part : part.substring(0, equals));
                if (!known.contains(name)) {
                    throw Refusal.malformed("unknown parameter " + shown(name) + ", expected "
                            + (known.isEmpty() ? "none" : String.join(", ", known)));
                }
                if (values.put(name, equals < 0 ? "" : decoded(part.substring(equals + 1))) != null) {
                    throw Refusal.malformed("parameter " + name + " is given twice");
                }
            }
        }
        return new Parameters(values);
    }

    /** A value that must be there. */
    public String required(String name) throws Refusal {
        return optional(name).orElseThrow(() -> Refusal.malformed("parameter " + name + " is missing"));
    }

    /** A value, if there is one. */
    public Optional<String> optional(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    /** A day. */
    public LocalDate date(String name) throws Refusal {
        String text = required(name);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw Refusal.malformed(name + " must be a day such as 2026-03-31 but was " + shown(text));
        }
    }

    /** A whole number, if there is one. */
    public Optional<Integer> number(String name) throws Refusal {
        Optional<String> text = optional(name);
        try {
            return text.map(Integer::valueOf);
        } catch (NumberFormatException e) {
            throw Refusal.malformed(name + " must be a whole number but was " + shown(text.orElse("")));
        }
    }

    /** A time after the first event of a trace, if there is one. */
    public Optional<Duration> offset(String name) throws Refusal {
        Optional<String> text = optional(name);
        try {
            return text.map(new Offsets()::convert);
        } catch (TypeConversionException e) {
            throw Refusal.malformed(name + " must be a time such as 118ms but was " + shown(text.orElse("")));
        }
    }

    /** A text of a request as it may be said: short, and without characters that cannot be seen. */
    public static String shown(String text) {
        String visible = VisibleText.of(text);
        return '"' + (visible.length() <= MOST_SHOWN ? visible : visible.substring(0, MOST_SHOWN) + "...") + '"';
    }

    private static String decoded(String text) throws Refusal {
        try {
            return strict(URLDecoder.decode(text, StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw Refusal.malformed("the query must be percent-encoded UTF-8");
        }
    }

    /** A part of a path, in which, unlike in a query, a plus is a plus. */
    public static String decodedPart(String part) throws Refusal {
        try {
            return strict(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw Refusal.malformed("the path must be percent-encoded UTF-8");
        }
    }

    private static String strict(String bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                .toString();
    }
}
