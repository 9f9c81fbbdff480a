package io.tracemill.cli.monitoring;

import java.util.List;
import java.util.stream.Stream;

/** The metrics of each rank, from its newest trace and the last comparison of its run. */
public enum RankMetric implements ExposedMetric {
    STEP("step_seconds", "seconds", "median length of the steps that the trace has whole; no series if it has none"),
    IDLE("idle_ratio", "ratio, 0 to 1", "share of the trace in which its devices did nothing"),
    COMMUNICATION(
            "exposed_communication_ratio",
            "ratio, 0 to 1",
            "share of the trace in which its devices only communicated"),
    BOTTLENECK("bottleneck", "1", "what the device with the longest window in the trace is bound by", "bottleneck"),
    TRACE_END(
            "trace_end_timestamp_seconds",
            "seconds since 1970",
            "end of the trace; no series if its times are not those of a clock"),
    SLOW(
            "slow_ratio",
            "ratio, 0 to 1",
            "share of the run's step time that would be saved without what is slow in this rank, by the kind of the most"
                    + " expensive finding; 0 and `NONE` if no finding names the rank; no series before a comparison",
            "kind");

    private static final String BEGIN = "tracemill_stream_rank_";

    @SuppressWarnings("ImmutableEnumChecker") // its list is unmodifiable
    private final MetricDeclaration declaration;

    RankMetric(String name, String unit, String meaning, String... labels) {
        List<String> all = Stream.concat(Stream.of("run", "rank", "node"), Stream.of(labels))
                .toList();
        this.declaration = new MetricDeclaration(BEGIN + name, unit, meaning, all);
    }

    @Override
    public MetricDeclaration declaration() {
        return declaration;
    }
}
