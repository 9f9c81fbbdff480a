package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.Topic;
import java.util.EnumSet;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class TaskContextTest {

    private static final long BEGIN = 1_000_000;

    private final CommitPace pace = new CommitPace();

    @Test
    void theFirstResultIsCommittedAtOnceAndThoseThatFollowShareACommit() {
        MockProcessorContext<String, byte[]> processor = processor();
        TaskContext context = context(processor);

        context.commit();
        assertThat(processor.committed()).isTrue();
        processor.resetCommit();

        for (int later = 1; later < CommitPace.BETWEEN_MS; later += 20) {
            processor.setCurrentSystemTimeMs(BEGIN + later);
            context.commit();
        }
        assertThat(processor.committed()).isFalse();
        assertThat(processor.scheduledPunctuators()).hasSize(1);
        MockProcessorContext.CapturedPunctuator due =
                processor.scheduledPunctuators().get(0);
        assertThat(due.getInterval().toMillis()).isEqualTo(CommitPace.BETWEEN_MS - 1);

        processor.setCurrentSystemTimeMs(BEGIN + CommitPace.BETWEEN_MS);
        due.getPunctuator().punctuate(BEGIN + CommitPace.BETWEEN_MS);
        assertThat(processor.committed()).isTrue();
        assertThat(due.cancelled()).isTrue();
    }

    @Test
    void aResultAfterAPauseIsCommittedAtOnce() {
        MockProcessorContext<String, byte[]> processor = processor();
        TaskContext context = context(processor);
        context.commit();
        processor.resetCommit();

        processor.setCurrentSystemTimeMs(BEGIN + CommitPace.BETWEEN_MS);
        context.commit();

        assertThat(processor.committed()).isTrue();
        assertThat(processor.scheduledPunctuators()).isEmpty();
    }

    @Test
    void tasksShareThePaceAndNoneWaitsLongerBecauseAnotherCommitted() {
        MockProcessorContext<String, byte[]> one = processor();
        MockProcessorContext<String, byte[]> other = processor();
        context(one).commit();
        TaskContext waiting = context(other);
        waiting.commit();
        assertThat(other.committed()).isFalse();

        other.setCurrentSystemTimeMs(BEGIN + CommitPace.BETWEEN_MS);
        one.setCurrentSystemTimeMs(BEGIN + CommitPace.BETWEEN_MS);
        context(one).commit();
        other.scheduledPunctuators().get(0).getPunctuator().punctuate(BEGIN + CommitPace.BETWEEN_MS);

        assertThat(other.committed()).isTrue();
    }

    @Test
    void aClockThatIsSetBackDelaysNothing() {
        pace.requested(BEGIN);

        assertThat(pace.millisToWait(0)).isEqualTo(CommitPace.BETWEEN_MS);
    }

    private static MockProcessorContext<String, byte[]> processor() {
        MockProcessorContext<String, byte[]> processor = new MockProcessorContext<>();
        processor.setCurrentSystemTimeMs(BEGIN);
        return processor;
    }

    private TaskContext context(MockProcessorContext<String, byte[]> processor) {
        KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("store"), Serdes.String(), Serdes.ByteArray())
                .build();
        Sinks sinks = new Sinks(EnumSet.noneOf(Topic.class), "test-");
        return new TaskContext(processor, store, new RecordOutput(processor, sinks, "in", new TopologyCounts()), pace);
    }
}
