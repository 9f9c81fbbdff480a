package io.tracemill.cli.registry;

import org.apache.kafka.common.errors.RetriableException;

/**
 * The registry does not answer, or rejects what it was asked. Nothing is wrong with the record: it must not be given
 * up.
 */
public final class RegistryException extends RetriableException {

    private static final long serialVersionUID = 1L;

    RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
