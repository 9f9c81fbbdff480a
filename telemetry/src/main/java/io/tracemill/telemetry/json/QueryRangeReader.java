package io.tracemill.telemetry.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tracemill.telemetry.message.EpochTimes;
import io.tracemill.telemetry.message.JsonText;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.message.MessageRefusedException.Why;
import io.tracemill.telemetry.message.Numbers;
import io.tracemill.telemetry.message.Samples;
import io.tracemill.telemetry.message.SeriesSamples;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleKind;
import io.tracemill.telemetry.sample.SampleSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer of a Prometheus server to {@code query_range} or {@code query}, of any length. Only the samples of
 * series with a name are readings; those of an expression, such as a rate, are refused.
 */
public final class QueryRangeReader {

    private final MessageLimits limits;

    /** A reader of answers; of the limits, that of size holds for one text only. */
    public QueryRangeReader(MessageLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads an answer. What came before a fault was given.
     *
     * @throws MessageRefusedException if it is no answer, the answer is an error, or it ends too early
     * @throws IOException if the stream cannot be read
     */
    public void read(InputStream answer, SampleSink sink) throws MessageRefusedException, IOException {
        Samples samples = new Samples(limits, sink);
        try (JsonParser parser = JsonText.parser(answer, limits)) {
            require(parser.nextToken() == JsonToken.START_OBJECT, "an answer must be one object");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "data" -> data(parser, samples);
                    case "error" ->
                        throw new MessageRefusedException(
                                Why.MALFORMED, "the answer is an error: " + Samples.shown(parser.getText()));
                    default -> parser.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            throw JsonText.malformed("an answer to query_range was expected", e);
        }
    }

    private static void data(JsonParser parser, Samples samples) throws IOException, MessageRefusedException {
        require(parser.currentToken() == JsonToken.START_OBJECT, "\"data\" must be an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean result = parser.currentName().equals("result");
            parser.nextToken();
            if (result && parser.currentToken() == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    require(parser.currentToken() == JsonToken.START_OBJECT, "a result must be an object");
                    result(parser, samples);
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void result(JsonParser parser, Samples samples) throws IOException {
        SeriesSamples series = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "metric" -> series = series(Json.read(parser), samples);
                case "value", "histogram" -> sample(Json.read(parser), series, samples);
                case "values", "histograms" -> {
                    if (parser.currentToken() == JsonToken.START_ARRAY) {
                        while (parser.nextToken() != JsonToken.END_ARRAY) {
                            sample(Json.read(parser), series, samples);
                        }
                    } else {
                        parser.skipChildren();
                    }
                }
                default -> parser.skipChildren();
            }
        }
    }

    private static @Nullable SeriesSamples series(Json json, Samples samples) {
        Map<String, String> labels = Tags.of(json instanceof Json.Fields fields ? fields : null);
        String metric = labels.remove("__name__");
        return metric == null ? null : samples.of(metric, labels, SampleKind.UNKNOWN);
    }

    private static void sample(Json json, @Nullable SeriesSamples series, Samples samples) {
        if (series == null) {
            samples.refuse(
                    RefusalReason.UNSUPPORTED,
                    "a series must have a name (__name__) before its values: ask for the metric itself");
        } else if (json instanceof Json.Array pair
                && pair.values().size() == 2
                && pair.values().get(0) instanceof Json.Digits time) {
            sample(time.value(), pair.values().get(1), series);
        } else {
            series.refuse(RefusalReason.MALFORMED, "a sample must be a pair of time and value");
        }
    }

    private static void sample(String time, Json value, SeriesSamples series) {
        if (!(value instanceof Json.Text text)) {
            series.refuse(RefusalReason.UNSUPPORTED, "only values are read, no native histograms");
            return;
        }
        OptionalDouble number = Numbers.prometheus(text.value());
        try {
            long nanos = EpochTimes.seconds(time);
            if (number.isEmpty()) {
                series.refuse(
                        RefusalReason.NOT_A_NUMBER, "a number was expected but was " + Samples.shown(text.value()));
            } else {
                series.give(nanos, number.getAsDouble());
            }
        } catch (NumberFormatException e) {
            series.refuse(RefusalReason.MALFORMED, "a time in seconds was expected but was " + Samples.shown(time));
        }
    }

    private static void require(boolean condition, String expected) throws MessageRefusedException {
        if (!condition) {
            throw new MessageRefusedException(Why.MALFORMED, expected);
        }
    }
}
