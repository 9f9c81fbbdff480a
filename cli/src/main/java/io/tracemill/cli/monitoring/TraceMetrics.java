package io.tracemill.cli.monitoring;

import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Stage;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceState;
import io.tracemill.schemas.TraceStates;
import io.tracemill.streams.RankDropReason;
import io.tracemill.streams.RankGauge;
import io.tracemill.streams.TopologyJob;
import io.tracemill.streams.TopologyWaits;
import io.tracemill.streams.TraceCounts;
import io.tracemill.streams.pass.BatchOutcome;
import java.util.Map;

/** Metrics of the topology of traces. */
record TraceMetrics(TopologyJob job, Topics topics, TraceCounts counts) {

    /** Writes the values of all its metrics. */
    void measure(MetricSink into) {
        for (BatchOutcome outcome : BatchOutcome.values()) {
            into.set(Metric.STREAM_BATCHES, counts.batches().getOrDefault(outcome, 0L), outcome.label());
        }
        into.set(Metric.STREAM_EVENTS, counts.events());
        into.set(Metric.STREAM_BYTES, counts.bytes());
        counts.written().forEach((topic, written) -> {
            into.set(Metric.STREAM_RECORDS_WRITTEN, written.records(), topics.name(topic));
            into.set(Metric.STREAM_BYTES_WRITTEN, written.bytes(), topics.name(topic));
        });
        for (RejectReason reason : RejectReason.of(Stage.TOPOLOGY)) { // 0 of most, so that a rise from nothing is seen
            into.set(Metric.STREAM_DEAD_LETTERS, counts.deadLetters().getOrDefault(reason, 0L), reason.label());
        }
        into.set(Metric.STREAM_TRACES_OPEN, counts.tracesOpen());
        TopologyWaits waits = job.waits();
        into.set(Metric.STREAM_WAIT_SECONDS, waits.inputNanos() / 1e9, "input");
        into.set(Metric.STREAM_WAIT_SECONDS, waits.outputNanos() / 1e9, "output");
        measureTraces(into);
        counts.ranks().forEach(rank -> measureRank(rank, into));
        for (RankDropReason reason : RankDropReason.values()) {
            into.set(Metric.STREAM_RANKS_DROPPED, counts.ranksDropped().getOrDefault(reason, 0L), reason.label());
        }
    }

    private static void measureRank(RankGauge gauge, MetricSink into) {
        String run = gauge.run();
        String rank = Integer.toString(gauge.rank());
        String node = gauge.node();
        gauge.stepSeconds().ifPresent(step -> into.set(RankMetric.STEP, step, run, rank, node));
        into.set(RankMetric.IDLE, gauge.idleRatio(), run, rank, node);
        into.set(RankMetric.COMMUNICATION, gauge.exposedCommunicationRatio(), run, rank, node);
        gauge.endSeconds().ifPresent(end -> into.set(RankMetric.TRACE_END, end, run, rank, node));
        if (gauge.bottleneck() != null) {
            into.set(RankMetric.BOTTLENECK, 1L, run, rank, node, gauge.bottleneck());
        }
        if (gauge.slowKind() != null) {
            into.set(RankMetric.SLOW, gauge.slowRatio(), run, rank, node, gauge.slowKind());
        }
    }

    private void measureTraces(MetricSink into) {
        for (TraceState state : TraceState.values()) {
            if (TraceStates.isFinal(state)) {
                into.set(Metric.STREAM_TRACES, counts.traces().getOrDefault(state, 0L), state.name());
            }
        }
        long written = counts.spansWritten(); // asked for first, so never more than the spans
        Map<String, Long> spansByKind = counts.spans();
        counts.dropped().forEach((category, count) -> into.set(Metric.STREAM_EVENTS_DROPPED, count, category));
        spansByKind.forEach((kind, count) -> into.set(Metric.STREAM_SPANS, count, kind));
        long spans = spansByKind.values().stream().mapToLong(Long::longValue).sum();
        into.set(Metric.STREAM_SPANS_WRITTEN, written);
        into.set(Metric.STREAM_SPANS_FILTERED, spans - written);
        TraceCounts.Links links = counts.links();
        into.set(Metric.STREAM_DEVICE_EVENTS, links.linked(), "linked");
        into.set(Metric.STREAM_DEVICE_EVENTS, links.noLaunch(), "no_launch");
        into.set(Metric.STREAM_DEVICE_EVENTS, links.noOwner(), "no_owner");
        into.set(Metric.STREAM_DEVICE_EVENTS, links.ambiguous(), "ambiguous");
        counts.bottlenecks()
                .forEach((found, count) ->
                        into.set(Metric.STREAM_BOTTLENECKS, count, found.device(), found.bottleneck()));
    }
}
