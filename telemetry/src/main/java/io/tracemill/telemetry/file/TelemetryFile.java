package io.tracemill.telemetry.file;

import io.tracemill.telemetry.csv.NvidiaSmiReader;
import io.tracemill.telemetry.json.QueryRangeReader;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.otlp.OtlpReader;
import io.tracemill.telemetry.sample.SampleSink;
import io.tracemill.telemetry.sniff.MessageShape;
import io.tracemill.telemetry.text.TextFormat;
import io.tracemill.telemetry.text.TextReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.ZoneId;

/**
 * A file in one format. It is looked at twice, since what it says of all its samples may stand at its end. Memory does
 * not grow with the file, but for one line or, in an answer of Prometheus, one text.
 */
public final class TelemetryFile {

    private final MessageShape shape;
    private final ZoneId zone;

    /**
     * A file.
     *
     * @param shape one that {@link io.tracemill.telemetry.sniff.FileSniffer} gives
     * @param zone the zone of times that have none
     */
    public TelemetryFile(MessageShape shape, ZoneId zone) {
        this.shape = shape;
        this.zone = zone;
    }

    /** Whether its times are local ones, in a zone that it does not say. */
    public boolean hasLocalTimes() {
        return shape == MessageShape.NVIDIA_SMI_CSV;
    }

    /** Whether it is a log: it grows by whole lines, and each line says all of its samples. */
    public boolean growsByLines() {
        return shape == MessageShape.NVIDIA_SMI_CSV || shape == MessageShape.OTLP_JSON;
    }

    /** Reads it to its end for what it says of all its samples. */
    public FileFacts survey(InputStream in) throws IOException {
        if (shape != MessageShape.PROMETHEUS_TEXT) {
            boolean lacksTimes = shape == MessageShape.NVIDIA_SMI_CSV
                    && !new NvidiaSmiReader(MessageLimits.DEFAULT, zone).hasTimes(in);
            in.transferTo(OutputStream.nullOutputStream());
            return lacksTimes ? FileFacts.WITHOUT_TIMES : FileFacts.NONE;
        }
        FileSurvey survey = new FileSurvey();
        boolean ended = new TextReader(TextFormat.PROMETHEUS).read(in, survey);
        return survey.facts(ended ? TextFormat.OPEN_METRICS : TextFormat.PROMETHEUS);
    }

    /**
     * Reads its samples.
     *
     * @param from the start of the first line that is read, in bytes; 0 unless it grows by lines
     * @throws MessageRefusedException if the file as a whole is not in the format; what came before was given
     * @throws IOException if the stream cannot be read
     */
    public void read(InputStream in, FileFacts facts, long from, SampleSink sink)
            throws IOException, MessageRefusedException {
        switch (shape) {
            case PROMETHEUS_TEXT -> new TextReader(facts.format()).read(in, sink);
            case OTLP_JSON -> new OtlpReader(MessageLimits.DEFAULT).readJsonLines(in, from, sink);
            case NVIDIA_SMI_CSV -> new NvidiaSmiReader(MessageLimits.DEFAULT, zone).read(in, from, sink);
            case QUERY_RANGE -> new QueryRangeReader(MessageLimits.DEFAULT).read(in, sink);
            case OTLP_PROTOBUF, INFLUX, TELEGRAF_JSON, VECTOR_JSON, ADAPTER_JSON ->
                throw new MessageRefusedException(
                        MessageRefusedException.Why.UNSUPPORTED,
                        shape.label() + " is read from topics, not from files");
        }
    }
}
