package io.tracemill.cli.analyze;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Collectives;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records that mark the end of a run, sent once its traces are finished: no more of its ranks will come, so the run is
 * compared without those that failed or never existed. A marker is in the partition of the run's own records, after all
 * of them.
 */
final class RunEndMarkers {

    private RunEndMarkers() {}

    /**
     * Sends the ends of the runs of which there are at least two ranks.
     *
     * @param earlier ranks that were analysed before, which are sent first
     * @param finished traces whose ranks the topology has sent
     */
    static Markers send(Topics topics, Map<String, Object> client, EarlierRanks earlier, Collection<TraceInfo> finished)
            throws IOException, InterruptedException {
        List<RankSteps> steps = new ArrayList<>(earlier.steps());
        steps.addAll(ends(earlier.steps(), finished));
        List<Collectives> collectives = new ArrayList<>(earlier.collectives());
        steps.stream()
                .filter(run -> run.getExpectedRanks() != null)
                .forEach(run -> collectives.add(endOfCollectives(run)));
        AvroSerde<RankSteps> ofSteps = AvroSerde.of(RankSteps.class);
        AvroSerde<Collectives> ofCollectives = AvroSerde.of(Collectives.class);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        steps.forEach(run -> records.add(topics.record(Topic.RANK_STEPS, run, ofSteps.encode(run))));
        collectives.forEach(run -> records.add(topics.record(Topic.COLLECTIVES, run, ofCollectives.encode(run))));
        return Markers.send(client, records);
    }

    private static Collectives endOfCollectives(RankSteps end) {
        return Collectives.newBuilder()
                .setRun(end.getRun())
                .setDate(end.getDate())
                .setExpectedRanks(end.getExpectedRanks())
                .build();
    }

    private static List<RankSteps> ends(List<RankSteps> earlier, Collection<TraceInfo> finished) {
        Map<String, Set<@Nullable Integer>> ranks = new TreeMap<>();
        Map<String, String> dates = new HashMap<>();
        for (RankSteps trace : earlier) {
            ranks.computeIfAbsent(trace.getRun(), run -> new HashSet<>()).add(trace.getRank());
            dates.put(trace.getRun(), trace.getDate());
        }
        for (TraceInfo trace : finished) {
            ranks.computeIfAbsent(trace.getRun(), run -> new HashSet<>()).add(trace.getRank());
            dates.put(trace.getRun(), trace.getDate());
        }
        ranks.values().forEach(of -> of.remove(null));
        ranks.values().removeIf(of -> of.size() < 2);
        return ranks.entrySet().stream()
                .map(run -> RankSteps.newBuilder()
                        .setRun(run.getKey())
                        .setDate(dates.get(run.getKey()))
                        .setExpectedRanks(run.getValue().size())
                        .setSteps(List.of())
                        .build())
                .toList();
    }
}
