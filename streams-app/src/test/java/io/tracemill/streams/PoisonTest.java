package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.streams.pass.PassConfig;
import io.tracemill.streams.pass.PassRun;
import io.tracemill.streams.pass.RandomTraces;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Records that nobody should write, on every topic that the app reads, its changelogs among them. */
class PoisonTest extends RealBroker {

    @Test
    void noRecordOnAnyTopicStopsTheApp() {
        List<TraceEventBatch> healthy = RandomTraces.mixed("healthy", 200).batches(50);
        send("healthy", batches.encode(healthy.get(0)));
        Poison.records().forEach(record -> send(record.topic(), record.key(), record.value()));
        healthy.subList(1, healthy.size()).forEach(batch -> send("healthy", batches.encode(batch)));
        for (int rank = 0; rank < 4; rank++) {
            sendRank(rank, 100 + rank);
        }
        flush();
        try (TopologyJob job = job()) {
            job.start();
            await(() -> states().contains("healthy COMPLETE " + healthy.size()));
            await(() -> !values(Topic.RANK_SPREAD, RankSpread.class).isEmpty());
            assertThat(job.failed()).isFalse();
        }
        assertThat(PassRun.spans(values(Topic.SPANS, SpanBatch.class).stream()
                        .filter(batch -> batch.getTraceId().equals("healthy"))
                        .toList()))
                .isEqualTo(PassRun.of(healthy, PassConfig.defaults()).spans());
        assertThat(PassRun.table(values(Topic.RANK_SPREAD, RankSpread.class), "run", "ranks_compared", "complete"))
                .containsExactly("run 4 true");
        assertThat(PassRun.table(values(Topic.TRACES, TraceInfo.class), "trace_id", "state"))
                .contains("late BROKEN", "endless BROKEN");
        Map<String, Long> reasons = values(Topic.DEAD_LETTERS, DeadLetter.class).stream()
                .collect(Collectors.groupingBy(DeadLetter::getReason, Collectors.counting()));
        assertThat(reasons)
                .containsEntry("identity", 12L)
                .containsEntry("rank_steps", 3L)
                .containsEntry("collectives", 4L)
                .containsKeys("deserialisation", "processing");
    }

    @Test
    void poisonInTheChangelogsEndsWhatItDamagesAndNothingElse() {
        List<TraceEventBatch> damaged = RandomTraces.mixed("damaged", 200).batches(50);
        List<TraceEventBatch> healthy = RandomTraces.mixed("healthy", 200).batches(50);
        send("damaged", batches.encode(damaged.get(0)));
        send("healthy", batches.encode(healthy.get(0)));
        sendRank(3, 205);
        flush();
        String group;
        try (TopologyJob first = job()) {
            first.start();
            group = first.group();
            await(() -> states().containsAll(List.of("damaged RUNNING 1", "healthy RUNNING 1")));
            await(() -> ranksTaken(first) == 1);
        }
        for (String key :
                List.of("damaged|cursor", "x|cursor", "|cursor", "|finished|x", "none", "run|x", "rank|9|x")) {
            for (String store : List.of(TraceTopology.PASS, TraceTopology.RANKS, TraceTopology.COLLECTIVES)) {
                sends.add(producer.send(
                        new ProducerRecord<>(group + "-" + store + "-changelog", 0, key, new byte[] {0, 0, 0, 1, 9})));
            }
        }
        damaged.subList(1, damaged.size()).forEach(batch -> send("damaged", batches.encode(batch)));
        healthy.subList(1, healthy.size()).forEach(batch -> send("healthy", batches.encode(batch)));
        List.of(0, 1, 2).forEach(rank -> sendRank(rank, 200));
        flush();
        try (TopologyJob second = job("restored")) {
            second.start();
            await(() -> states().contains("healthy COMPLETE " + healthy.size()));
            await(() -> !values(Topic.RANK_SPREAD, RankSpread.class).isEmpty());
            assertThat(second.failed()).isFalse();
        }
        assertThat(states())
                .filteredOn(state -> state.startsWith("damaged BROKEN"))
                .hasSize(1);
        assertThat(PassRun.spans(values(Topic.SPANS, SpanBatch.class).stream()
                        .filter(batch -> batch.getTraceId().equals("healthy"))
                        .toList()))
                .isEqualTo(PassRun.of(healthy, PassConfig.defaults()).spans());
    }
}
