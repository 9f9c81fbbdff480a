package io.tracemill.streams.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.Result;
import org.apache.kafka.streams.errors.internals.DefaultErrorHandlerContext;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

/** Failures while a dead letter is written. */
class FailureHandlerTest {

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, 1, (short) 1);
    private final FailurePolicy policy = new FailurePolicy(topics, new NoListener());

    /** Listener that does nothing. */
    private static final class NoListener implements FailureListener {

        @Override
        public void failed(Topic topic) {}

        @Override
        public void deadLetter(RejectReason reason, long bytes) {}
    }

    private Result writing(Exception failure) {
        FailureHandler handler = new FailureHandler();
        handler.configure(Map.of(FailureHandler.POLICY, policy));
        DefaultErrorHandlerContext at = new DefaultErrorHandlerContext(
                null,
                topics.name(Topic.TRACE_EVENTS),
                0,
                7,
                new RecordHeaders(),
                "trace-pass",
                new TaskId(0, 0),
                0,
                new byte[0],
                new byte[0]);
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topics.name(Topic.DEAD_LETTERS), new byte[0]);
        return handler.handleError(at, letter, failure).result();
    }

    @Test
    void oneThatIsAtFaultItselfOpensTheBreaker() {
        assertThat(writing(new RecordTooLargeException("too large"))).isEqualTo(Result.FAIL);
        assertThat(policy.breaker().isOpen()).isTrue();
    }

    @Test
    void oneThatAnOutageCaughtDoesNot() {
        assertThat(writing(new KafkaException("It is safe to abort the transaction and continue.")))
                .isEqualTo(Result.FAIL);
        assertThat(policy.breaker().isOpen()).isFalse();
    }
}
