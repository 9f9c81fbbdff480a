package io.tracemill.storage.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.tracemill.schemas.flat.CompactMembers;
import io.tracemill.schemas.flat.FlatEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reader of some of the leftover arguments of events, for the datasets that have a column for them. It is reused for
 * each event.
 */
final class Arguments {

    private static final JsonFactory JSON = new JsonFactory();

    private final byte[][] names;
    private final @Nullable String[] values;
    private final CompactMembers members = new CompactMembers();

    /** A reader of the arguments with these names. */
    Arguments(List<String> names) {
        this.names = names.stream().map(name -> name.getBytes(UTF_8)).toArray(byte[][]::new);
        this.values = new String[names.size()];
    }

    /**
     * Reads the arguments of an event. Text that is not JSON ends them early: the dataset of spans keeps it unchanged.
     */
    void read(FlatEvent event) {
        Arrays.fill(values, null);
        byte @Nullable [] args = event.args;
        if (args == null) {
            return;
        }
        members.begin(args, event.argsOffset, event.argsOffset + event.argsLength);
        while (members.next()) {
            for (int i = 0; i < names.length; i++) {
                if (members.isNamed(names[i])) {
                    values[i] = value();
                }
            }
        }
    }

    /** The value of an argument, by the index of its name, if it is a text or a number; null otherwise. */
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
}
