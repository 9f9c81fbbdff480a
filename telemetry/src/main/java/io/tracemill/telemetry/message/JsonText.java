package io.tracemill.telemetry.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tracemill.telemetry.message.MessageRefusedException.Why;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

/** JSON within limits. */
public final class JsonText {

    /** What the parser says of itself at the end of its messages. */
    private static final Pattern OF_PARSER = Pattern.compile(" \\((?:start marker at|from `).*", Pattern.DOTALL);

    private JsonText() {}

    /** A parser of a message. */
    public static JsonParser parser(byte[] json, MessageLimits limits) throws IOException {
        return factory(limits).createParser(json);
    }

    /** A parser of a stream of any length, which stays open. */
    public static JsonParser parser(InputStream json, MessageLimits limits) throws IOException {
        return factory(limits).createParser(json).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
    }

    /** The refusal of a message that is no JSON, or not that which was expected. */
    public static MessageRefusedException malformed(String expected, Exception cause) {
        if (cause instanceof JsonProcessingException json) {
            JsonLocation at = json.getLocation();
            String where = at == null ? "" : " at byte " + at.getByteOffset();
            return new MessageRefusedException(
                    Why.MALFORMED,
                    expected + where + ": "
                            + Samples.shown(
                                    OF_PARSER.matcher(json.getOriginalMessage()).replaceAll("")));
        }
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new MessageRefusedException(Why.MALFORMED, expected + ": " + Samples.shown(message));
    }

    private static JsonFactory factory(MessageLimits limits) {
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxDepth())
                        .maxNameLength(limits.maxBytes())
                        .maxStringLength(limits.maxBytes())
                        .build())
                .build();
    }
}
