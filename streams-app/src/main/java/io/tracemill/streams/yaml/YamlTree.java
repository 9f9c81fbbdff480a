package io.tracemill.streams.yaml;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A small YAML document as maps, lists, texts, numbers and booleans. A key that comes twice is an error. */
public final class YamlTree {

    private static final YAMLFactory FACTORY = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String file;
    private final YAMLParser parser;

    private YamlTree(String file, YAMLParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /**
     * Reads a document.
     *
     * @param file name of the file, as an error begins
     * @throws YamlException if it is no such document
     */
    public static Object read(InputStream in, String file) throws IOException {
        try (YAMLParser parser = FACTORY.createParser(in)) {
            YamlTree tree = new YamlTree(file, parser);
            parser.nextToken();
            Object value = tree.value();
            if (parser.nextToken() != null) {
                throw tree.error("nothing may follow the document");
            }
            return value;
        } catch (JacksonException e) {
            throw new YamlException(file + ": " + place(e) + plain(e.getOriginalMessage()));
        }
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : "line " + Math.max(1, e.getLocation().getLineNr()) + ": ";
    }

    /** The parser's own message tells the place once more, in further lines that are indented. */
    private static String plain(@Nullable String message) {
        return Objects.requireNonNullElse(message, "this is no YAML")
                .lines()
                .filter(line -> !line.startsWith(" "))
                .collect(Collectors.joining(", "));
    }

    private Object value() throws IOException {
        JsonToken token = parser.currentToken();
        if (parser.isCurrentAlias()) {
            throw error("an alias cannot be used here");
        }
        if (token == JsonToken.START_OBJECT) {
            return object();
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(value());
            }
            return list;
        }
        if (token == JsonToken.VALUE_STRING) {
            return text(parser);
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        if (token != null && token.isNumeric()) {
            return parser.getDoubleValue();
        }
        throw error("expected keys, a list, a text or a number");
    }

    private Map<String, Object> object() throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            object.put(key, value());
        }
        return object;
    }

    /** A text, or a set of bits such as 0x60, which the parser leaves as a text. */
    private static Object text(JsonParser parser) throws IOException {
        String text = parser.getText();
        return text.matches("0x[0-9a-fA-F]{1,8}") ? (Object) (double) Long.parseLong(text.substring(2), 16) : text;
    }

    private YamlException error(String message) {
        int line = Math.max(1, parser.currentTokenLocation().getLineNr());
        return new YamlException(file + ": line " + line + ": " + message);
    }
}
