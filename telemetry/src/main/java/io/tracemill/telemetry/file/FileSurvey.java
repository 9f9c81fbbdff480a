package io.tracemill.telemetry.file;

import io.tracemill.telemetry.message.EpochTimes;
import io.tracemill.telemetry.sample.RawSeries;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleSink;
import io.tracemill.telemetry.text.TextFormat;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the samples of a scrape that say when and where it was taken: node_exporter gives the time and the name of
 * its node. A text that gives two of either holds several scrapes, so it says nothing of all its samples.
 */
final class FileSurvey implements SampleSink {

    private static final String TIME = "node_time_seconds";
    private static final String NAME = "node_uname_info";
    private static final String NAME_LABEL = "nodename";

    private long timeNanos = NO_TIME;
    private boolean severalTimes;
    private boolean lacksTimes;
    private @Nullable String node;
    private boolean severalNodes;

    @Override
    public void sample(RawSeries series, long at, double value) {
        lacksTimes |= at == NO_TIME;
        if (series.metric().equals(TIME) && at == NO_TIME && Double.isFinite(value) && value > 0) {
            severalTimes |= timeNanos != NO_TIME;
            timeNanos = nanos(value);
        } else if (series.metric().equals(NAME)) {
            String name = series.label(NAME_LABEL);
            severalNodes |= node != null && !node.equals(name);
            node = name;
        }
    }

    private static long nanos(double seconds) {
        long nanos = EpochTimes.seconds(BigDecimal.valueOf(seconds).toPlainString());
        return nanos == EpochTimes.OUT_OF_RANGE ? NO_TIME : nanos;
    }

    @Override
    public void refuse(RefusalReason reason, long where, String detail) {
        // Counted when the file is read.
    }

    FileFacts facts(TextFormat format) {
        return new FileFacts(format, severalTimes ? NO_TIME : timeNanos, lacksTimes, severalNodes ? null : node);
    }
}
