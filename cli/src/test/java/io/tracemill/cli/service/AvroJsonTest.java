package io.tracemill.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.Stage;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AvroJsonTest {

    @Test
    void theFirstBytesOfADeadLetterAreText() throws IOException {
        DeadLetter letter = DeadLetter.newBuilder()
                .setSource("t.json")
                .setStage(Stage.INGEST)
                .setReason("bad-ts")
                .setMessage("no number")
                .setFirstBytes(ByteBuffer.wrap("{\"ts\": \"\u00e9\"".getBytes(UTF_8)))
                .build();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            AvroJson.object(letter, Set.of(), json);
        }

        assertThat(text.toString()).contains("\"first_bytes\":\"{\\\"ts\\\": \\\"\u00e9\\\"\"");
    }
}
