package io.tracemill.storage.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.tracemill.schemas.flat.FlatEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The leftover arguments of an event, for the datasets that have a column for some of them. */
final class Arguments {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private Arguments() {}

    /** Takes the members of the arguments, one by one. */
    interface Members {

        /** Whether there is a use for a member: no text is made of the others. */
        boolean want(String name);

        /** A member that is wanted and whose value is a text or a number, as its text. */
        void take(String name, String value);
    }

    /**
     * Hands on the wanted members of an event's arguments whose values are texts or numbers. Text that is no JSON ends them early:
     * a column is left empty then, and the dataset of spans keeps the text as it is.
     */
    static void read(FlatEvent event, Members members) {
        byte @Nullable [] args = event.args;
        if (args == null) {
            return;
        }
        try (JsonParser json = JSON.createParser(args, event.argsOffset, event.argsLength)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    take(json, members);
                }
            }
        } catch (JsonProcessingException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void take(JsonParser json, Members members) throws IOException {
        String name = json.currentName();
        JsonToken token = json.nextToken();
        if (token == null || !token.isScalarValue()) {
            json.skipChildren();
        } else if ((token == JsonToken.VALUE_STRING || token.isNumeric()) && members.want(name)) {
            members.take(name, json.getText());
        }
    }
}
