package io.tracemill.systemtests.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The alerts that an Alertmanager takes for active.
 *
 * @param alertmanager where it is
 */
public record ActiveAlerts(URI alertmanager) {

    /** The alerts by name and subject, with their severity. */
    public Map<String, String> severities() {
        Map<String, String> active = new TreeMap<>();
        all().forEach(alert -> {
            JsonNode labels = alert.path("labels");
            String subject = labels.path("subject").asText();
            active.merge(
                    labels.path("alertname").asText() + (subject.isEmpty() ? "" : " " + subject),
                    labels.path("severity").asText(),
                    (a, b) -> a + "+" + b);
        });
        return active;
    }

    /** The alerts; none before it answers. */
    List<JsonNode> all() {
        try (InputStream answer =
                alertmanager.resolve("/api/v2/alerts?active=true").toURL().openStream()) {
            List<JsonNode> alerts = new ArrayList<>();
            new ObjectMapper().readTree(answer).forEach(alerts::add);
            return alerts;
        } catch (IOException e) {
            return List.of(); // it does not answer yet
        }
    }
}
