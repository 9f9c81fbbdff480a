package io.tracemill.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What a user is told when a client of Kafka failed. */
class ClientErrorsTest {

    private final ExecutionException timedOut = new ExecutionException(new TimeoutException("timed out"));

    @Test
    void brokersThatDoNotAnswerMayWantALoginThatWasNotGiven() {
        assertThat(ClientErrors.line("n1:9093", "--command-config", false, timedOut))
                .isEqualTo("n1:9093: no answer from the brokers: is the cluster running, and reachable from here?"
                        + " Brokers that want TLS or a login need --command-config (timed out)");
        assertThat(ClientErrors.line("n1:9093", "--command-config", true, timedOut))
                .isEqualTo("n1:9093: no answer from the brokers: is the cluster running, and reachable from here?"
                        + " (timed out)");
    }
}
