package io.tracemill.telemetry.sniff;

import io.tracemill.telemetry.influx.InfluxReader;
import io.tracemill.telemetry.json.AdapterJsonReader;
import io.tracemill.telemetry.json.TelegrafJsonReader;
import io.tracemill.telemetry.json.VectorJsonReader;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.message.MessageRefusedException.Why;
import io.tracemill.telemetry.otlp.OtlpReader;
import io.tracemill.telemetry.sample.SampleSink;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of one topic in one shape: a given one, or that of the first message that has one that is known.
 * For one thread.
 */
public final class TopicReader {

    /** The shapes that messages of a topic can have. */
    public static final List<MessageShape> SHAPES = List.of(
            MessageShape.OTLP_PROTOBUF,
            MessageShape.OTLP_JSON,
            MessageShape.INFLUX,
            MessageShape.TELEGRAF_JSON,
            MessageShape.VECTOR_JSON,
            MessageShape.ADAPTER_JSON);

    private final OtlpReader otlp;
    private final InfluxReader influx;
    private final TelegrafJsonReader telegraf;
    private final VectorJsonReader vector;
    private final AdapterJsonReader adapter;
    private @Nullable MessageShape shape;

    /**
     * A reader of a topic.
     *
     * @param shape the shape of its messages; null to take that of the first one
     * @param telegrafUnit the unit of the times in Telegraf's JSON
     */
    public TopicReader(@Nullable MessageShape shape, MessageLimits limits, TimeUnit telegrafUnit) {
        this.shape = shape;
        this.otlp = new OtlpReader(limits);
        this.influx = new InfluxReader(limits);
        this.telegraf = new TelegrafJsonReader(limits, telegrafUnit);
        this.vector = new VectorJsonReader(limits);
        this.adapter = new AdapterJsonReader(limits);
    }

    /** The shape of the topic; empty before the first message that has one. */
    public Optional<MessageShape> shape() {
        return Optional.ofNullable(shape);
    }

    /**
     * Reads a message.
     *
     * @throws MessageRefusedException if it is not in the shape of the topic, or in none that a topic can have: nothing
     *     of it could be read
     */
    public void read(byte[] message, SampleSink into) throws MessageRefusedException {
        MessageSink sink = new MessageSink(into);
        MessageShape pinned = shape == null ? sniffed(message) : shape;
        switch (pinned) {
            case OTLP_PROTOBUF -> otlp.readProtobuf(message, sink);
            case OTLP_JSON -> otlp.readJson(message, sink);
            case INFLUX -> influx.read(message, sink);
            case TELEGRAF_JSON -> telegraf.read(message, sink);
            case VECTOR_JSON -> vector.read(message, sink);
            case ADAPTER_JSON -> adapter.read(message, sink);
            case QUERY_RANGE, PROMETHEUS_TEXT, NVIDIA_SMI_CSV ->
                throw new MessageRefusedException(
                        Why.UNSUPPORTED, pinned.label() + " is read from files and targets, not from topics");
        }
        sink.end();
        if (sink.isEmpty() && message.length > 0) {
            requireShape(pinned, message);
        }
        shape = pinned;
    }

    /** Of a message in another shape, a reader may find nothing that it knows, and nothing that is wrong. */
    private static void requireShape(MessageShape pinned, byte[] message) throws MessageRefusedException {
        if (!Sniffer.shape(message).equals(Optional.of(pinned))) {
            throw new MessageRefusedException(Why.MALFORMED, "a message in " + pinned.label() + " was expected");
        }
    }

    private static MessageShape sniffed(byte[] message) throws MessageRefusedException {
        return Sniffer.shape(message)
                .orElseThrow(() -> new MessageRefusedException(
                        Why.MALFORMED,
                        "a message of Telegraf, OpenTelemetry, Vector or prometheus-kafka-adapter was"
                                + " expected: none has this shape"));
    }
}
