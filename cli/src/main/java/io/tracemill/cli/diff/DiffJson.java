package io.tracemill.cli.diff;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/** A comparison as one JSON object, complete; a number that cannot be told is null. */
public final class DiffJson {

    private DiffJson() {}

    /** Writes it, and a line end. */
    public static void write(RunDiff diff, Writer out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("before", diff.before());
            json.writeStringField("after", diff.after());
            json.writeStringField("samples", lower(diff.samples()));
            json.writeNumberField("before_samples", diff.beforeSamples());
            json.writeNumberField("after_samples", diff.afterSamples());
            json.writeArrayFieldStart("changes");
            for (Change change : diff.changes()) {
                change(change, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void change(Change change, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("measure", lower(change.measure()));
        json.writeStringField(change.measure() == Measure.OPERATOR ? "operator" : "device", change.name());
        json.writeStringField("verdict", lower(change.verdict()));
        number("change_pct", change.percent(), json);
        number("probability", change.probability(), json);
        summary("before", change.before(), change.beforeShare(), json);
        summary("after", change.after(), change.afterShare(), json);
        json.writeEndObject();
    }

    private static void summary(String name, Summary summary, double share, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("samples", summary.count());
        json.writeNumberField("outliers", summary.outliers());
        number("mean_ns", summary.mean(), json);
        number("stddev_ns", summary.stddev(), json);
        number("variation_pct", summary.variationPercent(), json);
        number("share_pct", share, json);
        json.writeEndObject();
    }

    private static void number(String name, double value, JsonGenerator json) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
