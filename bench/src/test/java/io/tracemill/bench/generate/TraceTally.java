package io.tracemill.bench.generate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What traces are made of: events by what they are, how large they are, and how much in them is different. */
final class TraceTally {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private final Map<String, Long> events = new TreeMap<>();
    private final Map<String, Set<String>> names = new TreeMap<>();
    private final Set<String> shapes = new HashSet<>();
    private long bytes;
    private long withShapes;

    static TraceTally of(Path file) throws IOException {
        TraceTally tally = new TraceTally();
        tally.add(file);
        return tally;
    }

    /** Counts the events of this file as well. */
    void add(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                Counted in = new Counted(file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw);
                JsonParser json = JSON.createParser(in)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.START_ARRAY && "traceEvents".equals(json.currentName())) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        event(json);
                    }
                }
            }
            bytes += in.count;
        }
    }

    long events() {
        return events.values().stream().mapToLong(Long::longValue).sum();
    }

    double bytesPerEvent() {
        return (double) bytes / events();
    }

    /** Of all events, in percent. */
    double share(String kind) {
        return 100.0 * events.getOrDefault(kind, 0L) / events();
    }

    /**
     * Of all events but Python functions and memory instants, in percent: whether those are recorded is the user's
     * choice, and where they are, they drown the rest.
     */
    double mix(String kind) {
        long others = events() - events.getOrDefault("python_function", 0L) - events.getOrDefault("instant", 0L);
        return 100.0 * events.getOrDefault(kind, 0L) / others;
    }

    int names(String kind) {
        return names.getOrDefault(kind, Set.of()).size();
    }

    /** Different shapes and types of inputs. */
    int shapes() {
        return shapes.size();
    }

    /** Of operators, in percent. */
    double withShapes() {
        return 100.0 * withShapes / events.getOrDefault("cpu_op", 0L);
    }

    private void event(JsonParser json) throws IOException {
        String phase = "";
        String category = "";
        String name = "";
        String shape = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "ph" -> phase = json.getText();
                case "cat" -> category = json.getText().toLowerCase(Locale.ROOT);
                case "name" -> name = json.getText();
                case "args" -> shape = shape(json);
                default -> json.skipChildren();
            }
        }
        String kind = kind(phase, category);
        events.merge(kind, 1L, Long::sum);
        names.computeIfAbsent(kind, any -> new HashSet<>()).add(name);
        if (kind.equals("cpu_op") && shape != null) {
            withShapes++;
            shapes.add(shape);
        }
    }

    /** @return null where there is none */
    private static @Nullable String shape(JsonParser json) throws IOException {
        String shape = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            if (field.equals("Input Dims")) {
                shape = text(json);
            } else {
                json.skipChildren();
            }
        }
        return shape;
    }

    /** A value as it stands, without its spaces. */
    private static String text(JsonParser json) throws IOException {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        do {
            depth += json.currentToken().isStructStart()
                    ? 1
                    : json.currentToken().isStructEnd() ? -1 : 0;
            text.append(json.getText()).append(' ');
        } while (depth > 0 && json.nextToken() != null);
        return text.toString();
    }

    /** Spellings of older files are mapped to today's. */
    private static String kind(String phase, String category) {
        return switch (phase) {
            case "s", "f" -> category.equals("fwdbwd") ? "fwdbwd" : "ac2g " + phase;
            case "i" -> "instant";
            case "M" -> "metadata";
            default ->
                switch (category) {
                    case "operator" -> "cpu_op";
                    case "runtime", "cuda_driver" -> "cuda_runtime";
                    case "memcpy" -> "gpu_memcpy";
                    case "memset" -> "gpu_memset";
                    default -> category;
                };
        };
    }

    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
