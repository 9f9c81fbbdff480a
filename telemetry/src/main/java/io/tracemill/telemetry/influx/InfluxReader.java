package io.tracemill.telemetry.influx;

import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.message.Samples;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleSink;
import io.tracemill.telemetry.telegraf.TelegrafPoint;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Reads line protocol: one point a line, each of its fields a sample. Integers and booleans (as 1 and 0) are numbers, a
 * text is refused. A line that is not in the format is refused as one.
 */
public final class InfluxReader {

    private final MessageLimits limits;
    private final TimeUnit precision;

    /** A reader of messages with times in ns, as Telegraf writes them. */
    public InfluxReader(MessageLimits limits) {
        this(limits, TimeUnit.NANOSECONDS);
    }

    /**
     * A reader of messages.
     *
     * @param precision the unit of the times
     */
    public InfluxReader(MessageLimits limits, TimeUnit precision) {
        this.limits = limits;
        this.precision = precision;
    }

    /**
     * Reads a message of one or more lines.
     *
     * @throws MessageRefusedException if it is too large
     */
    public void read(byte[] message, SampleSink sink) throws MessageRefusedException {
        limits.checkBytes(message.length);
        Samples samples = new Samples(limits, sink);
        new String(message, StandardCharsets.UTF_8).lines().forEach(line -> line(line.strip(), samples));
    }

    /** Whether a line is a point in line protocol. */
    public static boolean matches(String line) {
        return LineParser.point(line, TimeUnit.NANOSECONDS).isPresent();
    }

    private void line(String line, Samples samples) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        LineParser.point(line, precision)
                .ifPresentOrElse(
                        (TelegrafPoint point) -> point.give(samples),
                        () -> samples.refuse(
                                RefusalReason.MALFORMED,
                                "a point as measurement,tag=value field=value time was expected but was: "
                                        + Samples.shown(line)));
    }
}
