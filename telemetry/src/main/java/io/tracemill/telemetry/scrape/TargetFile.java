package io.tracemill.telemetry.scrape;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Targets in a JSON file of Prometheus' {@code file_sd_configs}: a list of groups, each with {@code targets} and
 * {@code labels}. Of the labels, {@code __scheme__}, {@code __metrics_path__} and {@code node} count.
 */
final class TargetFile {

    private static final JsonFactory FACTORY = new JsonFactory();

    private TargetFile() {}

    /** The targets of a file; its message names the file if it is not one. */
    static Set<ScrapeTarget> read(Path file) throws IOException {
        Set<ScrapeTarget> targets = new LinkedHashSet<>();
        try (JsonParser json = FACTORY.createParser(Files.readString(file))) {
            expect(json.nextToken(), JsonToken.START_ARRAY, json);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                expect(json.currentToken(), JsonToken.START_OBJECT, json);
                group(json, targets);
            }
            return targets;
        } catch (JsonParseException e) {
            throw new IOException(file + ": line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static void group(JsonParser json, Set<ScrapeTarget> into) throws IOException {
        List<String> addresses = new ArrayList<>();
        Map<String, String> labels = new HashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            if (key.equals("targets")) {
                expect(value, JsonToken.START_ARRAY, json);
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    expect(json.currentToken(), JsonToken.VALUE_STRING, json);
                    addresses.add(json.getText());
                }
            } else if (key.equals("labels")) {
                expect(value, JsonToken.START_OBJECT, json);
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String label = json.currentName();
                    expect(json.nextToken(), JsonToken.VALUE_STRING, json);
                    labels.put(label, json.getText());
                }
            } else {
                throw new JsonParseException(json, "a group has targets and labels but had \"" + key + '"');
            }
        }
        for (String address : addresses) {
            into.add(ScrapeTarget.of(
                    address,
                    labels.getOrDefault("__scheme__", "http"),
                    labels.getOrDefault("__metrics_path__", "/metrics"),
                    labels.get("node")));
        }
    }

    private static void expect(@Nullable JsonToken token, JsonToken expected, JsonParser json)
            throws JsonParseException {
        if (token != expected) {
            throw new JsonParseException(
                    json, "expected a list of groups, each with a list of targets and labels that are texts");
        }
    }
}
