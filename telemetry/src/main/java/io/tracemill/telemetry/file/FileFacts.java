package io.tracemill.telemetry.file;

import io.tracemill.telemetry.sample.SampleSink;
import io.tracemill.telemetry.text.TextFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of all its samples.
 *
 * @param format the form of its text, where it is one
 * @param timeNanos the time at which the exporter answered; {@link SampleSink#NO_TIME} where the file has none
 * @param lacksTimes whether there are samples without a time of their own, in a format in which others have one
 * @param node the node that the exporter ran on; null where the file has none
 */
public record FileFacts(
        TextFormat format,
        long timeNanos,
        boolean lacksTimes,
        @Nullable String node) {

    /** A file that says nothing. */
    static final FileFacts NONE = new FileFacts(TextFormat.PROMETHEUS, SampleSink.NO_TIME, false, null);

    /** A file that says nothing, nor when any of its samples was taken. */
    static final FileFacts WITHOUT_TIMES = new FileFacts(TextFormat.PROMETHEUS, SampleSink.NO_TIME, true, null);
}
