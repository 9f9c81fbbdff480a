package io.tracemill.streams.failure;

import java.util.function.Predicate;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;

/**
 * Classification of failures: caused by Kafka or by a record. An outage shows itself in many ways: a response that
 * comes too late, a producer that accepts nothing until a commit is tried again, a client that fails on a partition
 * without a leader (KAFKA-20312). None of them is a reason to reject a record.
 */
final class KafkaFailures {

    private static final String CLIENTS = "org.apache.kafka.clients.";

    private KafkaFailures() {}

    /** Whether Kafka or its client failed, so that the same record may well succeed the next time. */
    static boolean isOfKafka(Throwable failure) {
        if (any(failure, RetriableException.class::isInstance)) {
            return true;
        }
        return !any(failure, KafkaFailures::blamesRecord)
                && any(failure, cause -> isOfClient(cause) || isThrownByClient(cause));
    }

    /** Whether no broker responded in time. */
    static boolean isOutage(Throwable failure) {
        return any(failure, TimeoutException.class::isInstance);
    }

    /** Whether another attempt is useless until somebody changes something, or is not wanted. */
    static boolean isPermanent(Throwable failure) {
        return any(
                failure,
                cause -> cause instanceof Error
                        || cause instanceof InterruptException
                        || cause instanceof AuthenticationException
                        || cause instanceof AuthorizationException
                        || cause instanceof ConfigException
                        || cause instanceof MissingSourceTopicException);
    }

    private static boolean blamesRecord(Throwable cause) {
        return cause instanceof SerializationException
                || cause instanceof RecordTooLargeException
                || cause instanceof RecordBatchTooLargeException
                || cause instanceof InvalidRecordException;
    }

    private static boolean isOfClient(Throwable cause) {
        return cause instanceof KafkaException && !(cause instanceof StreamsException); // which wraps any other
    }

    /**
     * Whether an exception was thrown inside the client, which reports an illegal state with exceptions of any type.
     */
    private static boolean isThrownByClient(Throwable cause) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (!frame.getClassName().startsWith("java.")) {
                return frame.getClassName().startsWith(CLIENTS);
            }
        }
        return false;
    }

    private static boolean any(Throwable failure, Predicate<Throwable> condition) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (condition.test(cause)) {
                return true;
            }
        }
        return false;
    }
}
