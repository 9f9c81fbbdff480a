package io.tracemill.storage;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.Span;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A builder of a batch of spans. */
final class SpanBatchBuilder {

    private final List<String> strings = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();
    private final String run;

    SpanBatchBuilder(String run) {
        this.run = run;
    }

    /** Adds a span of device 0 that starts {@code startNs} ns after 2026-03-01 UTC and lasts 10 ns. */
    SpanBatchBuilder add(EventKind kind, String name, long startNs, Consumer<Span> more) {
        TraceEvent event = TraceEvent.newBuilder()
                .setKind(kind)
                .setName(text(name))
                .setStartNs(1_772_323_200_000_000_000L + startNs)
                .setDurationNs(10L)
                .setDevice(text("0"))
                .build();
        Span span = Span.newBuilder().setEvent(event).build();
        more.accept(span);
        spans.add(span);
        return this;
    }

    /** Adds a span of device 0 with these counters only. */
    SpanBatchBuilder add(EventKind kind, String name, long startNs, Map<String, Double> counters) {
        return add(kind, name, startNs, span -> span.getEvent().setCounters(counters));
    }

    /** The index of a string, which is added if it is new. */
    int text(String text) {
        if (!strings.contains(text)) {
            strings.add(text);
        }
        return strings.indexOf(text);
    }

    SpanBatch build() {
        return SpanBatch.newBuilder()
                .setTraceId("t")
                .setRun(run)
                .setDate("2026-03-01")
                .setNode("n1")
                .setRank(3)
                .setSequence(0)
                .setStrings(strings)
                .setSpans(spans)
                .build();
    }
}
