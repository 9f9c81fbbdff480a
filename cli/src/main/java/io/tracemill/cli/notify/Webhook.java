package io.tracemill.cli.notify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.schemas.Alert;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A webhook: one object with the alerts that fire and those that have ended. */
public final class Webhook implements Receiver {

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final JsonFactory JSON = new JsonFactory();

    private final URI address;
    private final Post post;

    /**
     * A webhook at an address.
     *
     * @param token bearer token; empty for none
     */
    public Webhook(URI address, Optional<String> token) {
        this.address = address;
        this.post = new Post(address, token);
    }

    @Override
    public String name() {
        return "webhook " + address.getScheme() + "://" + address.getAuthority(); // a path may be a secret
    }

    @Override
    public void tell(AlertBoard.Telling telling, boolean isCurrent, Instant now)
            throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("time", now.toString());
            json.writeBooleanField("current", isCurrent);
            array(json, "firing", telling.firing());
            array(json, "ended", telling.ended());
            json.writeEndObject();
        }
        post.send(bytes.toByteArray());
    }

    private static void array(JsonGenerator json, String name, List<Alert> alerts) throws IOException {
        json.writeArrayFieldStart(name);
        for (Alert alert : alerts) {
            json.writeStartObject();
            json.writeStringField("rule", alert.getRule());
            json.writeStringField("subject", alert.getSubject());
            json.writeStringField("level", alert.getLevel().name());
            json.writeStringField("since", time(alert.getSinceNs()));
            text(json, "node", alert.getNode());
            text(json, "device", alert.getDevice());
            text(json, "source", alert.getSource());
            text(json, "run", alert.getRun());
            number(json, "value", alert.getValue());
            number(json, "threshold", alert.getThreshold());
            number(json, "baseline", alert.getBaseline());
            json.writeStringField("summary", alert.getSummary());
            json.writeStringField("advice", alert.getAdvice());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String time(long nanos) {
        return Instant.ofEpochSecond(nanos / NANOS_PER_SECOND).toString();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void number(JsonGenerator json, String name, @Nullable Double value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
    }
}
