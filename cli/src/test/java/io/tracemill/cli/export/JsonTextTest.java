package io.tracemill.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Whatever a file gave as JSON is JSON in an exported file. */
class JsonTextTest {

    /** Copies a text to a generator. */
    @FunctionalInterface
    private interface Copy {
        void to(JsonGenerator out) throws IOException;
    }

    private static String object(Copy copy) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = new JsonFactory().createGenerator(bytes)) {
            out.writeStartObject();
            copy.to(out);
            out.writeEndObject();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String value(String text) throws IOException {
        return object(out -> {
            out.writeFieldName("v");
            JsonText.value(text, out);
        });
    }

    @Test
    void aValueKeepsItsDigits() throws IOException {
        assertThat(value("[[1, 2.50], [], \"a\\n\", 12345678901234567890.123, null, true]"))
                .isEqualTo("{\"v\":[[1,2.50],[],\"a\\n\",12345678901234567890.123,null,true]}");
    }

    @Test
    void whatIsNoJsonIsAString() throws IOException {
        assertThat(value("[1, 2")).isEqualTo("{\"v\":\"[1, 2\"}");
        assertThat(value("[1] [2]")).isEqualTo("{\"v\":\"[1] [2]\"}");
        assertThat(value("")).isEqualTo("{\"v\":\"\"}");
        assertThat(value("[NaN, -Infinity]")).isEqualTo("{\"v\":[\"NaN\",\"-Infinity\"]}");
        assertThat(value("\"\\ud800\"")).isEqualTo("{\"v\":\"?\"}");
        assertThat(object(out -> JsonText.members("[1]", "x", out))).isEqualTo("{\"args\":\"[1]\"}");
    }

    @Test
    void membersAreCopiedButOne() throws IOException {
        String text = "{\"a\": {\"x\": [1, {}]}, \"x\": {\"a\": [2]}, \"b\": [], \"c\": 3}";
        assertThat(object(out -> JsonText.members(text, "x", out)))
                .isEqualTo("{\"a\":{\"x\":[1,{}]},\"b\":[],\"c\":3}");
        assertThat(object(out -> JsonText.members("{}", "x", out))).isEqualTo("{}");
    }

    @Test
    void ofACounterOnlyTheNumbersAreCopied() throws IOException {
        String text = "{\"a\": 1, \"b\": {\"c\": 2}, \"d\": \"3\", \"e\": -4.50, \"f\": NaN}";
        assertThat(object(out -> JsonText.numbers(text, out))).isEqualTo("{\"a\":1,\"e\":-4.50}");
        assertThat(object(out -> JsonText.numbers("[1]", out))).isEqualTo("{}");
    }
}
