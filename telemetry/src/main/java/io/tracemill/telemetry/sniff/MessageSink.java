package io.tracemill.telemetry.sniff;

import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.message.MessageRefusedException.Why;
import io.tracemill.telemetry.sample.RawSeries;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleSink;
import java.util.EnumMap;
import java.util.Map;

/**
 * The samples of one message on their way to a sink. What is not in the format waits for the end of the message: where
 * there is nothing else, it is the message that is refused.
 */
final class MessageSink implements SampleSink {

    private final SampleSink sink;
    private final Map<RefusalReason, Long> unreadable = new EnumMap<>(RefusalReason.class);
    private String first = "";
    private boolean others;

    MessageSink(SampleSink sink) {
        this.sink = sink;
    }

    @Override
    public void sample(RawSeries series, long timeNanos, double value) {
        others = true;
        sink.sample(series, timeNanos, value);
    }

    @Override
    public void refuse(RefusalReason reason, long where, String detail) {
        if (reason == RefusalReason.MALFORMED || reason == RefusalReason.TOO_LONG) {
            first = unreadable.isEmpty() ? detail : first;
            unreadable.merge(reason, 1L, Long::sum);
        } else {
            others = true;
            sink.refuse(reason, where, detail);
        }
    }

    /** Whether the message holds nothing. */
    boolean isEmpty() {
        return !others && unreadable.isEmpty();
    }

    /**
     * The message has ended.
     *
     * @throws MessageRefusedException if nothing of it is in the format; the sink was given nothing then
     */
    void end() throws MessageRefusedException {
        if (!others && !unreadable.isEmpty()) {
            throw new MessageRefusedException(Why.MALFORMED, first);
        }
        unreadable.forEach((reason, count) -> {
            for (long i = 0; i < count; i++) {
                sink.refuse(reason, i, first);
            }
        });
    }
}
