package io.tracemill.telemetry.bridge;

import java.time.Duration;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * The clients of one job: a consumer that reads committed records only and never commits by itself, and a transactional
 * producer. Whoever made them closes them.
 *
 * @param oneCluster whether both are of one cluster, so that offsets can be part of a transaction
 */
public record BridgeClients(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer, boolean oneCluster)
        implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Override
    public void close() {
        try {
            producer.close(PATIENCE);
        } finally {
            consumer.close(CloseOptions.timeout(PATIENCE));
        }
    }
}
