package io.tracemill.telemetry.json;

import io.tracemill.telemetry.message.EpochTimes;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.message.Numbers;
import io.tracemill.telemetry.message.Samples;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleKind;
import io.tracemill.telemetry.sample.SampleSink;
import java.time.DateTimeException;
import java.util.Map;
import java.util.OptionalDouble;

/** Reads the JSON of prometheus-kafka-adapter: one sample an object, its value as a string, its time in RFC 3339. */
public final class AdapterJsonReader {

    private final MessageLimits limits;

    /** A reader of messages within limits. */
    public AdapterJsonReader(MessageLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads a message.
     *
     * @throws MessageRefusedException if it is too large or is no JSON
     */
    public void read(byte[] message, SampleSink sink) throws MessageRefusedException {
        Samples samples = new Samples(limits, sink);
        for (Json.Fields object : Json.objects(message, limits)) {
            sample(object, samples);
        }
    }

    private static void sample(Json.Fields object, Samples samples) {
        String name = object.text("name");
        String value = object.text("value");
        String timestamp = object.text("timestamp");
        if (name == null || value == null || timestamp == null) {
            samples.refuse(
                    RefusalReason.MALFORMED, "a sample must have \"name\", \"value\" and \"timestamp\" as strings");
            return;
        }
        Map<String, String> labels = Tags.of(object.fields("labels"));
        labels.remove("__name__");
        OptionalDouble number = Numbers.prometheus(value);
        if (number.isEmpty()) {
            samples.refuse(RefusalReason.NOT_A_NUMBER, "\"value\" must be a number but was " + Samples.shown(value));
            return;
        }
        try {
            long time = EpochTimes.rfc3339(timestamp);
            samples.of(name, labels, SampleKind.UNKNOWN).give(time, number.getAsDouble());
        } catch (DateTimeException e) {
            samples.refuse(
                    RefusalReason.MALFORMED,
                    "\"timestamp\" must be a time as in RFC 3339 but was " + Samples.shown(timestamp));
        }
    }
}
