package io.tracemill.streams.collectives;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.CollectiveDescription;
import io.tracemill.schemas.Collectives;
import io.tracemill.schemas.Topic;
import io.tracemill.streams.classify.EmptyTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DescriptionRoomTest {

    private final DescriptionRoom room = new DescriptionRoom();

    private static CollectiveDescription description(String group, String ranks) {
        return CollectiveDescription.newBuilder()
                .setName("allreduce")
                .setGroup(group)
                .setRanks(ranks)
                .setGroupSize(1_024L)
                .setUnmatched(1)
                .build();
    }

    @Test
    void descriptionsAreBoundedInNumber() {
        assertThat(IntStream.range(0, 4_096).allMatch(i -> room.take(description("g" + i, "[]"))))
                .isTrue();
        assertThat(room.take(description("one more", "[]"))).isFalse();
    }

    @Test
    void whatDoesNotFitTakesNoRoom() {
        assertThat(room.take(description("g", "x".repeat(1 << 20)))).isFalse();
        assertThat(room.take(description("g", "x".repeat((1 << 20) - 10)))).isTrue();
        assertThat(room.take(description("g", ""))).isFalse();
    }

    @Test
    void recordsOfAllThatHasRoomPassTheCheckAndFitIntoAMessage() {
        String ranks = "円".repeat(5_000);
        List<CollectiveDescription> descriptions = new ArrayList<>();
        CollectiveDescription next = description("g0", ranks);
        while (room.take(next)) {
            descriptions.add(next);
            next = description("g" + descriptions.size(), ranks);
        }
        TraceCollectives collectives = new TraceCollectives(EmptyTrace.info(), 0, descriptions, 0);
        for (int i = 0; i < TraceCollectives.MAX_COLLECTIVES; i++) {
            collectives.add(i % descriptions.size(), true, Long.MAX_VALUE - i, Long.MAX_VALUE, 1L << 50);
        }
        AvroSerde<Collectives> serde = AvroSerde.of(Collectives.class);

        List<Collectives> records = collectives.records();

        assertThat(records).hasSize(4);
        assertThat(records).allSatisfy(record -> {
            assertThat(CollectivesCheck.faultOf(record)).isEmpty();
            assertThat(serde.encode(record)).hasSizeLessThan(Topic.MAX_VALUE_BYTES);
        });
    }
}
