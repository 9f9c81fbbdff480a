package io.tracemill.telemetry.json;

import io.tracemill.telemetry.message.EpochTimes;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.message.Samples;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleSink;
import io.tracemill.telemetry.telegraf.TelegrafPoint;
import io.tracemill.telemetry.telegraf.TelegrafPoint.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Reads the JSON of Telegraf: an object with name, tags, fields and timestamp, or a batch of them as {@code metrics}.
 * The unit of the times is no part of the message: it is the option {@code json_timestamp_units} of the sender, and
 * never guessed.
 */
public final class TelegrafJsonReader {

    private final MessageLimits limits;
    private final TimeUnit unit;

    /** A reader of messages with times in seconds, which is the default of Telegraf. */
    public TelegrafJsonReader(MessageLimits limits) {
        this(limits, TimeUnit.SECONDS);
    }

    /**
     * A reader of messages.
     *
     * @param unit the unit of the times
     */
    public TelegrafJsonReader(MessageLimits limits, TimeUnit unit) {
        this.limits = limits;
        this.unit = unit;
    }

    /**
     * Reads a message.
     *
     * @throws MessageRefusedException if it is too large or is no JSON
     */
    public void read(byte[] message, SampleSink sink) throws MessageRefusedException {
        Samples samples = new Samples(limits, sink);
        for (Json.Fields object : Json.objects(message, limits)) {
            if (object.get("metrics") instanceof Json.Array batch) {
                batch.values().forEach(point -> point(point, samples));
            } else {
                point(object, samples);
            }
        }
    }

    private void point(Json json, Samples samples) {
        if (!(json instanceof Json.Fields point)
                || !(point.get("fields") instanceof Json.Fields fields)
                || !(point.get("name") instanceof Json.Text name)
                || !(point.get("timestamp") instanceof Json.Digits timestamp)) {
            samples.refuse(
                    RefusalReason.MALFORMED, "a point must have \"name\", \"fields\" and \"timestamp\" as a number");
            return;
        }
        try {
            Map<String, String> tags = Tags.of(point.fields("tags"));
            long time = EpochTimes.of(Long.parseLong(timestamp.value()), unit);
            new TelegrafPoint(name.value(), tags, fields(fields), time).give(samples);
        } catch (NumberFormatException e) {
            samples.refuse(
                    RefusalReason.MALFORMED,
                    "\"timestamp\" must be a whole number but was " + Samples.shown(timestamp.value()));
        }
    }

    private static List<Field> fields(Json.Fields json) {
        List<Field> fields = new ArrayList<>();
        json.byName().forEach((name, value) -> {
            if (value instanceof Json.Digits digits) {
                fields.add(Field.of(name, Double.parseDouble(digits.value())));
            } else if (value instanceof Json.Bool bool) {
                fields.add(Field.of(name, bool.value() ? 1 : 0));
            } else {
                fields.add(Field.text(name));
            }
        });
        return fields;
    }
}
