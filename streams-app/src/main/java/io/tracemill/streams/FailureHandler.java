package io.tracemill.streams;

import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Kafka Streams asks when a record cannot be read, processed or written: it becomes a dead letter, in the same
 * transaction, until the {@link CircuitBreaker} says stop. Public because Kafka Streams makes its instances.
 */
public final class FailureHandler
        implements DeserializationExceptionHandler, ProcessingExceptionHandler, ProductionExceptionHandler {

    /** Setting that holds the circuit breaker, shared by all instances. */
    static final String BREAKER = "tracemill.circuit.breaker";

    /** Setting that holds the topics. */
    static final String TOPICS = "tracemill.topics";

    private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

    private CircuitBreaker breaker = new CircuitBreaker(0, 1);
    private Topics topics = new Topics("", 1, (short) 1);

    @Override
    public void configure(Map<String, ?> settings) {
        if (settings.get(BREAKER) instanceof CircuitBreaker shared && settings.get(TOPICS) instanceof Topics known) {
            breaker = shared;
            topics = known;
        } else {
            throw new IllegalArgumentException(BREAKER + " and " + TOPICS + " must be set");
        }
    }

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext at, ConsumerRecord<byte[], byte[]> record, Exception failure) {
        return refuse(at, "deserialisation", failure)
                .map(letter -> DeserializationExceptionHandler.Response.resume(List.of(letter)))
                .orElseGet(DeserializationExceptionHandler.Response::fail);
    }

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext at, Record<?, ?> record, Exception failure) {
        if (isOutage(failure)) { // it is not the record's fault that what came of it could not be written
            return ProcessingExceptionHandler.Response.fail();
        }
        return refuse(at, "processing", failure)
                .map(letter -> ProcessingExceptionHandler.Response.resume(List.of(letter)))
                .orElseGet(ProcessingExceptionHandler.Response::fail);
    }

    /**
     * What may work the next time, such as a record that found no broker, is not refused: the task goes back to its last commit
     * and tries again, for as long as it takes.
     */
    @Override
    public ProductionExceptionHandler.Response handleError(
            ErrorHandlerContext at, ProducerRecord<byte[], byte[]> record, Exception failure) {
        if (failure instanceof RetriableException) {
            LOG.warn("{}: not written, will be tried again: {}", record.topic(), failure.getMessage());
            return ProductionExceptionHandler.Response.retry();
        }
        if (record.topic().equals(topics.name(Topic.DEAD_LETTERS))) {
            return ProductionExceptionHandler.Response.fail();
        }
        return refuse(at, "production", failure)
                .map(letter -> ProductionExceptionHandler.Response.resume(List.of(letter)))
                .orElseGet(ProductionExceptionHandler.Response::fail);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public ProductionExceptionHandler.Response handleSerializationError(
            ErrorHandlerContext at,
            ProducerRecord record,
            Exception failure,
            ProductionExceptionHandler.SerializationExceptionOrigin origin) {
        return refuse(at, "serialisation", failure)
                .map(letter -> ProductionExceptionHandler.Response.resume(List.of(letter)))
                .orElseGet(ProductionExceptionHandler.Response::fail);
    }

    /** Whether something failed because no broker answered in time. */
    static boolean isOutage(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    /**
     * The dead letter, unless that makes too many. What may work the next time is not refused: the app stops, and goes on
     * from its last commit.
     */
    private Optional<ProducerRecord<byte[], byte[]>> refuse(ErrorHandlerContext at, String reason, Exception failure) {
        if (failure instanceof RetriableException) {
            return Optional.empty();
        }
        boolean tooMany = breaker.opensAt(String.valueOf(at.topic()), at.partition(), at.offset());
        LOG.warn("{}-{}: offset {}: {} failed", at.topic(), at.partition(), at.offset(), reason, failure);
        return tooMany ? Optional.empty() : Optional.of(Refusals.of(at, topics, reason, failure));
    }
}
