package io.tracemill.cli.monitoring;

import io.tracemill.streams.FleetCounts;
import io.tracemill.streams.TopologyCounts;
import io.tracemill.streams.TraceCounts;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;

/** The topologies of a process as one monitored service. */
final class MonitoredStream implements MonitoredService, ConsumerPosition {

    private final List<StreamApp> apps;
    private final String description;

    MonitoredStream(List<StreamApp> apps) {
        this.apps = List.copyOf(apps);
        this.description = apps.stream()
                .map(app -> app.definition().build().describe().toString())
                .collect(Collectors.joining("\n"));
    }

    @Override
    public Optional<String> failure() {
        return apps.stream()
                .flatMap(app -> app.job().failure().stream())
                .map(cause -> "the topology stopped: " + cause.getMessage())
                .findFirst();
    }

    @Override
    public Optional<String> idleBecause() {
        return apps.stream()
                .map(app -> app.job().state())
                .filter(state -> state != KafkaStreams.State.RUNNING)
                .map(state -> "the topology is " + state.name().toLowerCase(Locale.ROOT))
                .findFirst();
    }

    @Override
    public String topology() {
        return description;
    }

    @Override
    public Map<TopicPartition, Long> next(Admin cluster) throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> next = new HashMap<>();
        for (StreamApp app : apps) {
            Map<TopicPartition, OffsetAndMetadata> committed = cluster.listConsumerGroupOffsets(
                            app.job().group())
                    .partitionsToOffsetAndMetadata()
                    .get();
            for (TopicPartition partition : app.job().partitions()) {
                OffsetAndMetadata commit = committed.get(partition);
                next.put(partition, commit == null ? 0 : commit.offset());
            }
        }
        return next;
    }

    @Override
    public Map<TopicPartition, Long> lastAppendMillis() {
        Map<TopicPartition, Long> last = new HashMap<>();
        apps.forEach(app -> last.putAll(app.definition().counts().lastAppendMillis()));
        return last;
    }

    @Override
    public void measure(MetricSink into) {
        for (StreamApp app : apps) {
            TopologyCounts counts = app.definition().counts();
            if (counts instanceof TraceCounts traces) {
                new TraceMetrics(app.job(), app.definition().topics(), traces).measure(into);
            } else if (counts instanceof FleetCounts fleet) {
                new FleetMetrics(app.definition().topics(), fleet).measure(into);
            }
        }
    }
}
