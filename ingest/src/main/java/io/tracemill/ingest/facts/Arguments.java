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

/**
 * Some of the arguments of an event, by name: texts and numbers. Used again and again; a value is not copied until it
 * is asked for as a string, and stands until the next event is read.
 */
final class Arguments {

    private static final JsonFactory JSON = new JsonFactory();

    private static final int ABSENT = -1;

    /** Most digits of a count. */
    private static final int MOST_DIGITS = 15;

    private final byte[][] names;
    private final byte[][] sources;
    private final int[] starts;
    private final int[] ends;
    private final CompactMembers members = new CompactMembers();

    /** The arguments with these names; they are asked for by their place among the names. */
    Arguments(String... names) {
        this.names = Arrays.stream(names).map(name -> name.getBytes(UTF_8)).toArray(byte[][]::new);
        this.sources = new byte[names.length][];
        this.starts = new int[names.length];
        this.ends = new int[names.length];
    }

    /** Reads those of an event. The last one of a name counts. */
    void read(EventFields event) {
        Arrays.fill(ends, ABSENT);
        if (event.argsLength == 0) {
            return;
        }
        members.begin(event.args, event.argsOffset, event.argsOffset + event.argsLength);
        while (members.next()) {
            for (int place = 0; place < names.length; place++) {
                if (members.isNamed(names[place])) {
                    note(place, event.args);
                }
            }
        }
    }

    private void note(int place, byte[] args) {
        switch (args[members.value()]) {
            case '"' -> {
                if (members.isPlainText()) {
                    set(place, args, members.value() + 1, members.end() - 1);
                } else {
                    String text = unescaped(members.text());
                    byte[] bytes = text == null ? new byte[0] : text.getBytes(UTF_8);
                    set(place, bytes, 0, text == null ? ABSENT : bytes.length);
                }
            }
            case '{', '[', 't', 'f', 'n' -> ends[place] = ABSENT;
            default -> set(place, args, members.value(), members.end());
        }
    }

    private void set(int place, byte[] source, int start, int end) {
        sources[place] = source;
        starts[place] = start;
        ends[place] = end;
    }

    /** Whether an argument is there, and is a text or a number; by the place of its name, as all that follow. */
    boolean has(int place) {
        return ends[place] != ABSENT;
    }

    /** Value of an argument; null if it is absent, or neither a text nor a number. */
    @Nullable
    String get(int place) {
        return has(place) ? new String(sources[place], starts[place], length(place), UTF_8) : null;
    }

    /** Whether an argument has these bytes. */
    boolean is(int place, byte[] text) {
        return has(place) && Arrays.equals(sources[place], starts[place], ends[place], text, 0, text.length);
    }

    /** Whether an argument is a number of at most {@value #MOST_DIGITS} digits and nothing else. */
    boolean isCount(int place) {
        if (!has(place) || length(place) == 0 || length(place) > MOST_DIGITS) {
            return false;
        }
        for (int at = starts[place]; at < ends[place]; at++) {
            if (sources[place][at] < '0' || sources[place][at] > '9') {
                return false;
            }
        }
        return true;
    }

    /** An argument that is a count. */
    long count(int place) {
        long count = 0;
        for (int at = starts[place]; at < ends[place]; at++) {
            count = 10 * count + sources[place][at] - '0';
        }
        return count;
    }

    /** Bytes in which an argument stands, from {@link #start} on for {@link #length} bytes. */
    byte[] source(int place) {
        return sources[place];
    }

    int start(int place) {
        return starts[place];
    }

    int length(int place) {
        return ends[place] - starts[place];
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
