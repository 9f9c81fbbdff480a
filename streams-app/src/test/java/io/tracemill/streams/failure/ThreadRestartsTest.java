package io.tracemill.streams.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

/** Failures after which a thread is replaced. */
class ThreadRestartsTest {

    private final CircuitBreaker breaker = new CircuitBreaker(1, Duration.ofSeconds(1));
    private final ThreadRestarts restarts = new ThreadRestarts(breaker);

    private long allowed(Throwable failure, int times, Duration every) {
        return IntStream.range(0, times)
                .filter(i -> restarts.allow(failure, i * every.toNanos()))
                .count();
    }

    private static Exception aborted() {
        return new StreamsException(
                "trying to commit a transaction",
                new KafkaException("It is safe to abort the transaction and continue."));
    }

    private static Exception thrownIn(String className) {
        Exception failure = new IllegalStateException("not ready");
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("java.util.Objects", "requireNonNull", "Objects.java", 1),
            new StackTraceElement(className, "run", "A.java", 1)
        });
        return new StreamsException(failure);
    }

    @Test
    void anOutageIsOutlivedHoweverLongItTakes() {
        assertThat(allowed(new StreamsException(new TimeoutException()), 1_000, Duration.ZERO))
                .isEqualTo(1_000);
    }

    @Test
    void whatElseKafkaFailsAtIsOutlivedUnlessItNeverEnds() {
        assertThat(allowed(aborted(), 100, Duration.ofSeconds(45))).isEqualTo(5);
        assertThat(new ThreadRestarts(breaker).allow(thrownIn("org.apache.kafka.clients.consumer.internals.A"), 0))
                .isTrue();
    }

    @Test
    void failuresFarApartDoNotAddUp() {
        assertThat(allowed(aborted(), 100, Duration.ofMinutes(3))).isEqualTo(100);
    }

    @Test
    void whatNoOtherAttemptCuresEndsTheAppAtOnce() {
        for (Throwable failure : List.of(
                new StreamsException(new TopicAuthorizationException("no")),
                new MissingSourceTopicException("gone"),
                new StreamsException(new IllegalArgumentException("a mistake of ours")),
                thrownIn("io.tracemill.streams.A"),
                new StreamsException(new SerializationException("no Avro")),
                new StreamsException(new RecordTooLargeException("too large")),
                new InterruptException(new InterruptedException()),
                new OutOfMemoryError())) {
            assertThat(allowed(failure, 1, Duration.ZERO)).as("%s", failure).isZero();
        }
    }

    @Test
    void nothingIsTriedAgainOnceADeadLetterCouldNotBeWritten() {
        breaker.open();
        assertThat(allowed(new TimeoutException(), 1, Duration.ZERO)).isZero();
    }
}
