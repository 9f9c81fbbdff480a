package io.tracemill.cli.registry;

import com.microsoft.kiota.ApiException;
import io.apicurio.registry.rest.client.models.ProblemDetails;
import io.apicurio.registry.rest.client.models.RuleViolationProblemDetails;
import java.io.IOException;
import java.net.URI;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** What went wrong with the registry, in a line that says what to do. */
final class RegistryErrors {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int FIRST_OF_SERVER = 500;

    private final URI registry;

    RegistryErrors(URI registry) {
        this.registry = registry;
    }

    /** What to throw when asking for a schema failed. */
    KafkaException of(String schema, RuntimeException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApiException answer) {
                return of(schema, answer);
            }
            if (cause instanceof IOException) {
                return new RegistryException(
                        registry + ": no answer from the schema registry: is it running, and reachable from here? ("
                                + reason(cause) + ")",
                        cause);
            }
            if (cause instanceof SerializationException data) {
                return data;
            }
        }
        return new SerializationException(registry + ": " + schema + " cannot be used: " + reason(failure), failure);
    }

    private KafkaException of(String schema, ApiException answer) {
        int status = answer.getResponseStatusCode();
        if (status == NOT_FOUND) {
            return new SerializationException(
                    registry + ": " + schema + " is not in the schema registry" + details(answer), answer);
        }
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return new RegistryException(
                    registry + ": the schema registry rejected the credentials (" + status
                            + "); check apicurio.registry.auth.username and .password in --command-config",
                    answer);
        }
        String did = status < FIRST_OF_SERVER ? "rejected " : "failed on ";
        return new RegistryException(
                registry + ": the schema registry " + did + schema + " (" + status + ")" + details(answer), answer);
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** What the registry itself says; an answer without words has only a status. */
    private static String details(ApiException answer) {
        if (answer instanceof ProblemDetails problem) {
            return ": " + problem.getTitle();
        }
        return answer instanceof RuleViolationProblemDetails violation ? ": " + violation.getTitle() : "";
    }
}
