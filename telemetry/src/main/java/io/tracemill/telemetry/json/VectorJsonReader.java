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
import java.util.List;
import java.util.OptionalDouble;

/**
 * Reads the JSON of Vector, also its codec {@code native_json}: one metric an object. Buckets of histograms are added
 * up, since Vector counts each alone. Incremental metrics, sets, distributions and sketches are refused.
 */
public final class VectorJsonReader {

    private final MessageLimits limits;

    /** A reader of messages within limits. */
    public VectorJsonReader(MessageLimits limits) {
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
            Json.Fields inner = object.fields("metric");
            metric(inner == null ? object : inner, samples);
        }
    }

    private static void metric(Json.Fields metric, Samples samples) {
        String name = metric.text("name");
        String kind = metric.text("kind");
        if (name == null || kind == null) {
            samples.refuse(RefusalReason.MALFORMED, "a metric must have \"name\" and \"kind\"");
            return;
        }
        if (!kind.equals("absolute")) {
            samples.refuse(
                    RefusalReason.UNSUPPORTED,
                    Samples.shown(name) + ": only absolute values are read: put a transform incremental_to_absolute"
                            + " before the sink");
            return;
        }
        String namespace = metric.text("namespace");
        String timestamp = metric.text("timestamp");
        try {
            long time = timestamp == null ? SampleSink.NO_TIME : EpochTimes.rfc3339(timestamp);
            String full = namespace == null ? name : namespace + '_' + name;
            value(metric, new VectorMetric(samples, full, Tags.of(metric.fields("tags")), time));
        } catch (DateTimeException e) {
            samples.refuse(
                    RefusalReason.MALFORMED,
                    "\"timestamp\" must be a time as in RFC 3339 but was " + Samples.shown(String.valueOf(timestamp)));
        }
    }

    private static void value(Json.Fields metric, VectorMetric into) {
        if (metric.get("gauge") instanceof Json.Fields gauge) {
            into.give("", SampleKind.GAUGE, number(gauge, "value"));
        } else if (metric.get("counter") instanceof Json.Fields counter) {
            into.give("", SampleKind.COUNTER, number(counter, "value"));
        } else if (metric.get("aggregated_histogram") instanceof Json.Fields histogram) {
            histogram(histogram, into);
        } else if (metric.get("aggregated_summary") instanceof Json.Fields summary) {
            summary(summary, into);
        } else {
            into.refuse();
        }
    }

    private static void histogram(Json.Fields histogram, VectorMetric into) {
        OptionalDouble below = OptionalDouble.of(0);
        for (Json bucket : histogram.array("buckets")) {
            OptionalDouble count = number(bucket, "count");
            OptionalDouble bound = number(bucket, "upper_limit");
            below = below.isEmpty() || count.isEmpty() || bound.isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(below.getAsDouble() + count.getAsDouble());
            into.part("_bucket", List.of("le", label(bound)), SampleKind.COUNTER, below);
        }
        OptionalDouble count = number(histogram, "count");
        into.part("_bucket", List.of("le", "+Inf"), SampleKind.COUNTER, count);
        into.give("_sum", SampleKind.COUNTER, number(histogram, "sum"));
        into.give("_count", SampleKind.COUNTER, count);
    }

    private static void summary(Json.Fields summary, VectorMetric into) {
        for (Json quantile : summary.array("quantiles")) {
            OptionalDouble at = number(quantile, "quantile");
            OptionalDouble value = at.isEmpty() ? at : number(quantile, "value");
            into.part("", List.of("quantile", label(at)), SampleKind.GAUGE, value);
        }
        into.give("_sum", SampleKind.COUNTER, number(summary, "sum"));
        into.give("_count", SampleKind.COUNTER, number(summary, "count"));
    }

    private static OptionalDouble number(Json json, String field) {
        return json instanceof Json.Fields fields && fields.get(field) instanceof Json.Digits digits
                ? Numbers.decimal(digits.value())
                : OptionalDouble.empty();
    }

    private static String label(OptionalDouble bound) {
        return bound.isEmpty() ? "" : Numbers.label(bound.getAsDouble());
    }
}
