package io.tracemill.streams.failure;

import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Topic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exception handler that Kafka Streams calls if a record cannot be read, processed or written, or if the work of a
 * clock fails. The record becomes a dead letter in the same transaction, unless the {@link CircuitBreaker} is open.
 * Public because Kafka Streams instantiates it.
 */
public final class FailureHandler
        implements DeserializationExceptionHandler, ProcessingExceptionHandler, ProductionExceptionHandler {

    /** Setting that holds the {@link FailurePolicy}, shared by all instances. */
    static final String POLICY = "tracemill.failure.policy";

    private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

    private @Nullable FailurePolicy policy;

    @Override
    public void configure(Map<String, ?> settings) {
        if (settings.get(POLICY) instanceof FailurePolicy shared) {
            policy = shared;
        } else {
            throw new IllegalArgumentException(POLICY + " must be set");
        }
    }

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext at, ConsumerRecord<byte[], byte[]> record, Exception failure) {
        tell(at);
        return reject(at, RejectReason.DESERIALISATION, failure)
                .map(letter -> DeserializationExceptionHandler.Response.resume(List.of(letter)))
                .orElseGet(DeserializationExceptionHandler.Response::fail);
    }

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext at, Record<?, ?> record, Exception failure) {
        if (!KafkaFailures.isOfKafka(failure)) {
            tell(at);
        }
        return reject(at, RejectReason.PROCESSING, failure)
                .map(letter -> ProcessingExceptionHandler.Response.resume(List.of(letter)))
                .orElseGet(ProcessingExceptionHandler.Response::fail);
    }

    /**
     * {@inheritDoc} A record that may be written later, such as one that found no broker, is not rejected. The task
     * returns to its last commit and tries again until it succeeds.
     */
    @Override
    public ProductionExceptionHandler.Response handleError(
            ErrorHandlerContext at, ProducerRecord<byte[], byte[]> record, Exception failure) {
        if (failure instanceof RetriableException) {
            LOG.warn("{}: not written, will be retried: {}", record.topic(), failure.getMessage());
            return ProductionExceptionHandler.Response.retry();
        }
        if (record.topic().equals(policy().topics().name(Topic.DEAD_LETTERS)) && !KafkaFailures.isOfKafka(failure)) {
            policy().breaker().open();
            return ProductionExceptionHandler.Response.fail();
        }
        return reject(at, RejectReason.PRODUCTION, failure)
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
        return reject(at, RejectReason.SERIALISATION, failure)
                .map(letter -> ProductionExceptionHandler.Response.resume(List.of(letter)))
                .orElseGet(ProductionExceptionHandler.Response::fail);
    }

    private void tell(ErrorHandlerContext at) {
        policy().topic(at.topic()).ifPresent(policy().listener()::failed);
    }

    /**
     * Dead letter of a record; empty if the breaker is open, or if Kafka failed and not the record. The task then fails
     * and continues from its last commit.
     */
    private Optional<ProducerRecord<byte[], byte[]>> reject(
            ErrorHandlerContext at, RejectReason reason, Exception failure) {
        if (KafkaFailures.isOfKafka(failure)) {
            return Optional.empty();
        }
        FailurePolicy shared = policy();
        long wait = shared.breaker().failedAt(System.nanoTime());
        LOG.warn("{}-{}: offset {}: {} failed", at.topic(), at.partition(), at.offset(), reason.label(), failure);
        if (shared.breaker().isOpen()) {
            return Optional.empty();
        }
        LockSupport.parkNanos(wait);
        ProducerRecord<byte[], byte[]> letter = DeadLetters.of(at, shared.topics(), reason, failure);
        shared.listener().deadLetter(reason, letter.value().length);
        return Optional.of(letter);
    }

    private FailurePolicy policy() {
        FailurePolicy known = policy;
        if (known == null) {
            throw new IllegalStateException("handler must be configured first");
        }
        return known;
    }
}
