package io.tracemill.ingest.facts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.flat.CompactMembers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Some of the arguments of an event, by name: texts and numbers. Used again and again. */
final class Arguments {

    private static final JsonFactory JSON = new JsonFactory();

    private final byte[][] names;
    private final @Nullable String[] values;
    private final CompactMembers members = new CompactMembers();

    /** The arguments with these names; they are asked for by their place among the names. */
    Arguments(String... names) {
        this.names = Arrays.stream(names).map(name -> name.getBytes(UTF_8)).toArray(byte[][]::new);
        this.values = new String[names.length];
    }

    /** Reads those of an event. The last one of a name counts. */
    void read(EventFields event) {
        Arrays.fill(values, null);
        if (event.argsLength == 0) {
            return;
        }
        members.begin(event.args, event.argsOffset, event.argsOffset + event.argsLength);
        while (members.next()) {
            for (int i = 0; i < names.length; i++) {
                if (members.isNamed(names[i])) {
                    values[i] = value();
                }
            }
        }
    }

    /** Value of an argument, by the place of its name; null if it is absent, or neither a text nor a number. */
    @Nullable
    String get(int place) {
        return values[place];
    }

    private @Nullable String value() {
        String text = members.text();
        if (members.isPlainText()) {
            return text.substring(1, text.length() - 1);
        }
        return switch (text.charAt(0)) {
            case '"' -> unescaped(text);
            case '{', '[', 't', 'f', 'n' -> null;
            default -> text;
        };
    }

    private static @Nullable String unescaped(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            return parser.nextTextValue();
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a word stands anywhere in the arguments of an event. */
    static boolean hold(EventFields event, byte[] word) {
        byte[] args = event.args;
        int last = event.argsOffset + event.argsLength - word.length;
        for (int at = event.argsOffset; at <= last; at++) {
            if (args[at] == word[0] && Arrays.equals(args, at, at + word.length, word, 0, word.length)) {
                return true;
            }
        }
        return false;
    }
}
