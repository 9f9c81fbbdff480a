package io.tracemill.cli.kill;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * Files of a broker that is a process of its own, {@code kafka.Kafka}: it can be killed and started again, and is then where
 * it was with all that it had taken.
 *
 * @param settings its settings
 * @param server where clients find it
 */
record Broker(Path settings, String server) {

    private static final String HOST = "127.0.0.1";

    /** A new cluster in an empty directory. */
    static Broker format(Path dir) throws Exception {
        Path data = Files.createDirectories(dir.resolve("data"));
        String server;
        String controller;
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server = HOST + ":" + one.getLocalPort();
            controller = HOST + ":" + other.getLocalPort();
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setDirectories(List.of(data.toString()))
                .setMetadataLogDirectory(data.toString())
                .run();
        return new Broker(write(dir, data, server, controller), server);
    }

    private static Path write(Path dir, Path data, String server, String controller) throws IOException {
        return Files.writeString(dir.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=1
                log.dirs=%s
                controller.quorum.voters=1@%s
                listeners=CLIENTS://%s,CONTROLLER://%s
                inter.broker.listener.name=CLIENTS
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT
                auto.create.topics.enable=false
                message.max.bytes=16777216
                offsets.topic.num.partitions=1
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.abort.timed.out.transaction.cleanup.interval.ms=500
                group.min.session.timeout.ms=1000
                group.initial.rebalance.delay.ms=0
                controller.quorum.election.timeout.ms=100
                controller.quorum.election.backoff.max.ms=50
                log.cleaner.dedupe.buffer.size=2097152
                log.index.size.max.bytes=1048576
                """.formatted(data, controller, server, controller));
    }
}
