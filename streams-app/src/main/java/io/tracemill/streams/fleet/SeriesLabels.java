package io.tracemill.streams.fleet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Labels that tell series of one quantity apart. */
final class SeriesLabels {

    private static final JsonFactory FACTORY = new JsonFactory();

    private SeriesLabels() {}

    /** The labels of a JSON object with texts as values; none for null. */
    static Map<String, String> of(@Nullable String json) {
        Map<String, String> labels = new TreeMap<>();
        if (json == null) {
            return labels;
        }
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String label = parser.currentName();
                parser.nextToken();
                labels.put(label, parser.getText());
                parser.skipChildren();
            }
            return labels;
        } catch (IOException e) {
            throw new UncheckedIOException("labels that are no JSON object: " + json, e);
        }
    }
}
