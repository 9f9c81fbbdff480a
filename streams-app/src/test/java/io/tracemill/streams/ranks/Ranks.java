package io.tracemill.streams.ranks;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.RankStep;
import io.tracemill.schemas.RankSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Factory of ranks as finished traces send them. */
public final class Ranks {

    static {
        // Making a serde is what tells Avro to trust the generated types, which it otherwise refuses to load.
        AvroSerde.of(RankSteps.class);
    }

    private Ranks() {}

    /** Rank with these steps. */
    public static RankSteps rank(int rank, @Nullable Integer worldSize, RankStep... steps) {
        return RankSteps.newBuilder()
                .setRun("run")
                .setDate("2026-03-0" + (1 + rank % 2))
                .setTraceId("trace-" + rank)
                .setRank(rank)
                .setWorldSize(worldSize)
                .setSteps(List.of(steps))
                .build();
    }

    /** Step without hidden communication and without copies. */
    public static RankStep step(@Nullable Integer step, long computing, long communication, long idle) {
        return RankStep.newBuilder()
                .setStep(step)
                .setTruncated(false)
                .setTotalNs(computing + communication + idle)
                .setComputingNs(computing)
                .setCommunicationNs(communication)
                .setExposedCommunicationNs(communication)
                .setIdleNs(idle)
                .build();
    }

    /** End of a run in which so many ranks were published. */
    public static RankSteps end(int ranks) {
        return RankSteps.newBuilder()
                .setRun("run")
                .setDate("2026-03-01")
                .setExpectedRanks(ranks)
                .setSteps(List.of())
                .build();
    }

    /** Ranks with random times, each with some of the steps. */
    static List<RankSteps> random(int ranks, int steps, long seed) {
        Random random = new Random(seed);
        List<RankSteps> all = new ArrayList<>();
        for (int rank = 0; rank < ranks; rank++) {
            List<RankStep> some = new ArrayList<>(List.of(random(null, random)));
            for (int step = 0; step < steps; step++) {
                if (random.nextInt(4) > 0) {
                    some.add(random(step, random));
                }
            }
            all.add(rank(rank, ranks, some.toArray(RankStep[]::new)));
        }
        return all;
    }

    /** Random step; its numbers are small now and then, so that there are ties. */
    private static RankStep random(@Nullable Integer step, Random random) {
        int bound = random.nextBoolean() ? 3 : 2_000_000_000;
        return step(step, random.nextInt(bound), random.nextInt(bound), random.nextInt(bound));
    }
}
