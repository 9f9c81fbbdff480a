package io.tracemill.cli.notify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.schemas.Alert;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An Alertmanager, by version 2 of its interface. Each alert that fires ends in five minutes unless it is sent again,
 * so that what fires is resolved if nobody sends any more. An alert named Watchdog always fires: its absence says that
 * nothing arrives.
 */
public final class Alertmanager implements Receiver {

    private static final Duration LASTS = Duration.ofMinutes(5);
    private static final int MOST_AT_ONCE = 500;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final JsonFactory JSON = new JsonFactory();

    private final URI address;
    private final Post post;

    /** One alert, as it is posted. */
    private record Posted(Map<String, String> labels, Map<String, String> notes, Instant from, Instant to) {}

    /**
     * An Alertmanager at an address, such as {@code http://am:9093}.
     *
     * @param token bearer token; empty for none
     */
    public Alertmanager(URI address, Optional<String> token) {
        this.address = address;
        String base = address.toString().replaceAll("/+$", "");
        this.post = new Post(URI.create(base + "/api/v2/alerts"), token);
    }

    @Override
    public String name() {
        return "alertmanager " + address;
    }

    @Override
    public void tell(AlertBoard.Telling telling, boolean isCurrent, Instant now)
            throws IOException, InterruptedException {
        List<Posted> all = new ArrayList<>();
        all.add(own("Watchdog", "none", "tracemill notify is running. This alert always fires.", now));
        if (!isCurrent) {
            all.add(own(
                    "TracemillBehind",
                    "warning",
                    "Telemetry is not read up to now: tracemill stream or all senders of telemetry are down, or"
                            + " behind. New alerts wait until it is.",
                    now));
        }
        telling.firing().forEach(alert -> all.add(posted(alert, now.plus(LASTS))));
        telling.ended().forEach(alert -> all.add(posted(alert, now)));
        for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
            post.send(json(all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE))));
        }
    }

    private static Posted own(String name, String severity, String summary, Instant now) {
        return new Posted(
                Map.of("alertname", name, "severity", severity), Map.of("summary", summary), now, now.plus(LASTS));
    }

    private static Posted posted(Alert alert, Instant to) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("alertname", alert.getRule());
        labels.put("severity", alert.getLevel().name().toLowerCase(Locale.ROOT));
        labels.put("subject", alert.getSubject());
        put(labels, "node", alert.getNode());
        put(labels, "device", alert.getDevice());
        put(labels, "source", alert.getSource());
        put(labels, "run", alert.getRun());
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("summary", alert.getSubject() + ": " + alert.getSummary());
        notes.put("description", alert.getAdvice());
        return new Posted(labels, notes, Instant.ofEpochSecond(alert.getSinceNs() / NANOS_PER_SECOND), to);
    }

    private static void put(Map<String, String> labels, String label, @Nullable String value) {
        if (value != null) {
            labels.put(label, value);
        }
    }

    private static byte[] json(List<Posted> alerts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartArray();
            for (Posted alert : alerts) {
                json.writeStartObject();
                object(json, "labels", alert.labels);
                object(json, "annotations", alert.notes);
                json.writeStringField("startsAt", alert.from.toString());
                json.writeStringField("endsAt", alert.to.toString());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return bytes.toByteArray();
    }

    private static void object(JsonGenerator json, String name, Map<String, String> values) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> value : values.entrySet()) {
            json.writeStringField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
    }
}
