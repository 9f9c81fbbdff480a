package io.tracemill.telemetry.otlp;

import com.google.protobuf.CodedInputStream;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.tracemill.telemetry.message.Lines;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.message.MessageRefusedException.Why;
import io.tracemill.telemetry.message.Samples;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleSink;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads metrics of OpenTelemetry: the body of an export request, or the message that a collector puts into a topic. The
 * attributes of the resource are labels of each series; an attribute of a point wins over one of the same name.
 *
 * <p>A sum that only grows is a counter, any other a gauge. A histogram gives its buckets, sum and count as counters, a
 * summary its quantiles as gauges, named as Prometheus does. What counts since the last message only (temporality
 * {@code DELTA}) and histograms without fixed buckets are refused: to add them up, no message must be lost or doubled.
 */
public final class OtlpReader {

    private final MessageLimits limits;
    private final OtlpJson json;

    /** A reader of messages within limits. */
    public OtlpReader(MessageLimits limits) {
        this.limits = limits;
        this.json = new OtlpJson(limits);
    }

    /**
     * Reads a message in protobuf.
     *
     * @throws MessageRefusedException if the message is too large or is no protobuf of metrics
     */
    public void readProtobuf(byte[] message, SampleSink sink) throws MessageRefusedException {
        limits.checkBytes(message.length);
        CodedInputStream in = CodedInputStream.newInstance(message);
        in.setRecursionLimit(limits.maxDepth());
        MetricsData data;
        try {
            limits.checkParts(Parts.of(message, MetricsData.getDescriptor(), limits.maxDepth()));
            data = MetricsData.parser().parseFrom(in);
        } catch (IOException e) {
            throw new MessageRefusedException(
                    Why.MALFORMED, "OTLP metrics in protobuf were expected: " + e.getMessage());
        }
        new MetricsWalk(new Samples(limits, sink), limits).walk(data);
    }

    /**
     * Reads a message in JSON.
     *
     * @throws MessageRefusedException if the message is too large or is no JSON of metrics
     */
    public void readJson(byte[] message, SampleSink sink) throws MessageRefusedException {
        limits.checkBytes(message.length);
        limits.checkParts(objects(message));
        MetricsData.Builder data = MetricsData.newBuilder();
        json.read(message, data);
        new MetricsWalk(new Samples(limits, sink), limits).walk(data.build());
    }

    /** No fewer than the objects of a text in JSON. */
    private static long objects(byte[] json) {
        long count = 0;
        for (byte character : json) {
            count += character == '{' ? 1 : 0;
        }
        return count;
    }

    /**
     * Reads a file of messages in JSON, one a line, as a collector writes it, of any length. A line that is no message
     * is refused with its place.
     *
     * @param from the start of the first line that is read, in bytes
     * @throws IOException if the stream cannot be read
     */
    public void readJsonLines(InputStream file, long from, SampleSink sink) throws IOException {
        Lines lines = new Lines(file, limits.maxBytes());
        lines.skipTo(from);
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            if (lines.tooLong()) {
                String most = "a line must have at most " + limits.maxBytes() + " bytes";
                sink.refuse(RefusalReason.TOO_LONG, lines.start(), most);
            } else if (line.length > 0) {
                try {
                    readJson(line, sink);
                } catch (MessageRefusedException e) {
                    String fault = "expected one JSON object per line: " + e.getMessage();
                    sink.refuse(RefusalReason.MALFORMED, lines.start(), fault);
                }
            }
        }
    }
}
