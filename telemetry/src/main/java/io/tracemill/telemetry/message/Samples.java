package io.tracemill.telemetry.message;

import io.tracemill.telemetry.sample.RawSeries;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleKind;
import io.tracemill.telemetry.sample.SampleSink;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The samples of a message on their way to a sink, numbered from 0 in the order of the message. */
public final class Samples {

    private final MessageLimits limits;
    private final SampleSink sink;
    private long read;

    /** Samples of one message. */
    public Samples(MessageLimits limits, SampleSink sink) {
        this.limits = limits;
        this.sink = sink;
    }

    /** A series, whose samples are refused where its names and labels are beyond their limits. */
    public SeriesSamples of(String metric, Map<String, String> labels, SampleKind kind) {
        if (metric.isEmpty()) {
            return new SeriesSamples(this, null, RefusalReason.MALFORMED, "a metric must have a name");
        }
        String beyond = beyond(metric, labels);
        return beyond == null
                ? new SeriesSamples(this, RawSeries.of(metric, labels, kind), RefusalReason.MALFORMED, "")
                : new SeriesSamples(this, null, RefusalReason.TOO_LONG, beyond);
    }

    /** Refuses a sample, or what holds an unknown number of them. */
    public void refuse(RefusalReason reason, String detail) {
        sink.refuse(reason, read++, detail);
    }

    /** How many samples were given and refused. */
    public long read() {
        return read;
    }

    void give(RawSeries series, long timeNanos, double value) {
        read++;
        sink.sample(series, timeNanos, value);
    }

    private @Nullable String beyond(String metric, Map<String, String> labels) {
        if (metric.length() > limits.maxText()) {
            return "the name of a metric must have at most " + limits.maxText() + " characters but has "
                    + metric.length();
        }
        if (labels.size() > limits.maxLabels()) {
            return shown(metric) + " must have at most " + limits.maxLabels() + " labels but has " + labels.size();
        }
        for (Map.Entry<String, String> label : labels.entrySet()) {
            int length = Math.max(label.getKey().length(), label.getValue().length());
            if (length > limits.maxText()) {
                return shown(metric) + ": a label must have at most " + limits.maxText() + " characters but has "
                        + length;
            }
        }
        return null;
    }

    /** A text from a message, short enough for a line and without the characters that would break it. */
    public static String shown(String text) {
        String start = text.length() > 80 ? text.substring(0, 80) + "..." : text;
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
