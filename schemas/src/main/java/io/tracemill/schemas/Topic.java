package io.tracemill.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.NullMarked;

/** The topics of Tracemill: what each holds and for how long. Keys are UTF-8 strings. */
@NullMarked
public enum Topic {
    /** Batches of events, by trace id: what ingest writes and the topology reads. */
    TRACE_EVENTS("trace-events", TraceEventBatch.class, Duration.ofHours(24)),
    /** The latest state of each trace, by trace id. Compacted; only the topology writes it. */
    TRACES("traces", TraceInfo.class, Duration.ofDays(7)),
    /** Enriched events, by trace id. */
    SPANS("spans", SpanBatch.class, Duration.ofHours(24)),
    /** One row per operator of a finished trace, by trace id. */
    OPERATOR_STATS("operator-stats", OperatorStats.class, Duration.ofHours(24)),
    /** One row per kernel and device of a finished trace, by trace id. */
    KERNEL_STATS("kernel-stats", KernelStats.class, Duration.ofHours(24)),
    /** One row per device and step of a finished trace, by trace id. */
    DEVICE_STATS("device-stats", DeviceStats.class, Duration.ofHours(24)),
    /** The verdicts, by run/node/rank/device: the topic other services subscribe to. */
    BOTTLENECKS("bottlenecks", Bottleneck.class, Duration.ofDays(7)),
    /** What each finished trace of a known rank adds to the comparison of its run's ranks, by run. */
    RANK_STEPS("rank-steps", RankSteps.class, Duration.ofHours(24)),
    /** How the ranks of a run differ, in each step and on the whole, by run. */
    RANK_SPREAD("rank-spread", RankSpread.class, Duration.ofDays(7)),
    /** Readings of devices in the fleet, by node/device. */
    FLEET_TELEMETRY("fleet-telemetry", TelemetryBatch.class, Duration.ofDays(7)),
    /** What was refused, by source. */
    DEAD_LETTERS("dead-letters", DeadLetter.class, Duration.ofDays(7));

    /** Largest record a broker accepts, in bytes; batches aim far below it. */
    public static final int MAX_MESSAGE_BYTES = 4 << 20;

    private final String suffix;
    private final Class<? extends SpecificRecord> type;
    private final Duration retention;

    Topic(String suffix, Class<? extends SpecificRecord> type, Duration retention) {
        this.suffix = suffix;
        this.type = type;
        this.retention = retention;
    }

    /** Name without the prefix, such as {@code trace-events}. */
    public String suffix() {
        return suffix;
    }

    /** Type of the topic's values. */
    public Class<? extends SpecificRecord> type() {
        return type;
    }

    /** The schema of the topic's values, whole and without what only Java needs: what a subscriber reads them with. */
    public Schema schema() {
        String ofJava = SpecificData.get().getSchema(type).toString();
        return new Schema.Parser().parse(ofJava.replace(",\"avro.java.string\":\"String\"", ""));
    }

    /** How long a record (of a compacted topic: its tombstone) is kept. */
    public Duration retention() {
        return retention;
    }

    boolean compacted() {
        return this == TRACES;
    }

    /**
     * Settings the topic is created with and verified against. Append time rules retention: with event time, the
     * records of a month-old trace would be deleted within seconds.
     */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                compacted() ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE);
        settings.put(
                compacted() ? TopicConfig.DELETE_RETENTION_MS_CONFIG : TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(retention.toMillis()));
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_MESSAGE_BYTES));
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        return settings;
    }
}
