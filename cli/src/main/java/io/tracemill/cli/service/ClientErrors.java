package io.tracemill.cli.service;

import io.tracemill.cli.registry.RegistryException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;

/** Error messages for failures of Kafka clients: one line that says what to do. */
final class ClientErrors {

    private ClientErrors() {}

    /**
     * The line.
     *
     * @param configOption the option that names the file of client properties
     * @param isConfigured whether there are any
     */
    static String line(String servers, String configOption, boolean isConfigured, Throwable error) {
        Throwable cause = known(error);
        if (cause instanceof AuthenticationException) {
            return servers + ": the brokers rejected the credentials: " + cause.getMessage() + "; check "
                    + configOption;
        }
        if (cause instanceof AuthorizationException) {
            return servers + ": not authorised: " + denied(error, cause) + "; the principal of " + configOption
                    + " needs that right";
        }
        if (cause instanceof TimeoutException) {
            return servers + ": no answer from the brokers: is the cluster running, and reachable from here?"
                    + (isConfigured ? "" : " Brokers that want TLS or a login need " + configOption) + " ("
                    + cause.getMessage() + ")";
        }
        if (cause instanceof UnknownTopicOrPartitionException) {
            return servers + ": a topic does not exist: " + cause.getMessage()
                    + "; 'tracemill topics create' creates it";
        }
        if (cause instanceof MissingSourceTopicException) {
            return servers
                    + ": a topic that the topology reads was deleted; 'tracemill topics create' creates it again";
        }
        if (cause instanceof ConfigException) {
            return "Kafka client properties: " + cause.getMessage();
        }
        if (cause instanceof RecordDeserializationException record && record.getCause() != null) {
            return record.topicPartition() + ": offset " + record.offset() + ": "
                    + record.getCause().getMessage();
        }
        return String.valueOf(cause.getMessage());
    }

    /** What was denied; of a topic that cannot be created, only the exception around it says which. */
    private static String denied(Throwable error, Throwable cause) {
        boolean nameless = cause instanceof TopicAuthorizationException topics
                && topics.unauthorizedTopics().isEmpty();
        Throwable around = error;
        for (@Nullable Throwable inner = error; inner != null && inner != cause; inner = inner.getCause()) {
            around = inner;
        }
        return String.valueOf((nameless ? around : cause).getMessage()).replaceFirst("\\.$", "");
    }

    /** The cause that says most: the first of a kind with advice, else the innermost of Kafka's own. */
    private static Throwable known(Throwable error) {
        Throwable best = error;
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationException
                    || cause instanceof AuthorizationException
                    || cause instanceof TimeoutException
                    || cause instanceof UnknownTopicOrPartitionException
                    || cause instanceof MissingSourceTopicException
                    || cause instanceof RegistryException
                    || cause instanceof ConfigException) {
                return cause;
            }
            boolean wraps = best instanceof ExecutionException || best instanceof StreamsException;
            best = wraps && cause instanceof KafkaException ? cause : best;
        }
        return best;
    }
}
