package io.tracemill.systemtests.kill;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * Files of two brokers, each with a replica of everything, and of their controller. Each is a process of its own,
 * {@code kafka.Kafka}, that can be killed and started again, and is then where it was with all that it had taken. There
 * are two because Kafka 4.3.1 itself loses and doubles records of a transaction where a partition is without a leader,
 * as it is while its only broker comes back.
 *
 * @param settings of the brokers, then of the controller
 * @param servers where clients find them
 */
record ReplicatedBrokers(List<Path> settings, String servers) {

    private static final String HOST = "127.0.0.1";
    private static final int BROKERS = 2;

    /** A new cluster in an empty directory. */
    static ReplicatedBrokers format(Path dir) throws Exception {
        List<String> addresses = freeAddresses();
        String controller = addresses.get(BROKERS);
        String cluster = Uuid.randomUuid().toString();
        List<Path> settings = new ArrayList<>();
        for (int node = 1; node <= BROKERS + 1; node++) {
            Path data = Files.createDirectories(dir.resolve("node" + node));
            format(data, cluster, node);
            String text = common(data, node, controller)
                    + (node <= BROKERS ? broker(addresses.get(node - 1)) : controller(controller));
            settings.add(Files.writeString(dir.resolve("node" + node + ".properties"), text));
        }
        return new ReplicatedBrokers(settings, String.join(",", addresses.subList(0, BROKERS)));
    }

    private static List<String> freeAddresses() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            List<String> addresses = new ArrayList<>();
            for (int node = 0; node <= BROKERS; node++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(socket);
                addresses.add(HOST + ":" + socket.getLocalPort());
            }
            return addresses;
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private static void format(Path data, String cluster, int node) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setClusterId(cluster)
                .setNodeId(node)
                .setControllerListenerName("CONTROLLER")
                .setDirectories(List.of(data.toString()))
                .setMetadataLogDirectory(data.toString())
                .run();
    }

    private static String common(Path data, int node, String controller) {
        return """
                node.id=%d
                log.dirs=%s
                controller.quorum.voters=%d@%s
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT
                broker.session.timeout.ms=6000
                broker.heartbeat.interval.ms=500
                controller.quorum.election.timeout.ms=100
                controller.quorum.election.backoff.max.ms=50
                default.replication.factor=2
                """.formatted(node, data, BROKERS + 1, controller);
    }

    private static String broker(String address) {
        return """
                process.roles=broker
                listeners=CLIENTS://%s
                inter.broker.listener.name=CLIENTS
                auto.create.topics.enable=false
                message.max.bytes=16777216
                offsets.topic.num.partitions=1
                offsets.topic.replication.factor=2
                transaction.state.log.num.partitions=1
                transaction.state.log.replication.factor=2
                transaction.state.log.min.isr=1
                transaction.abort.timed.out.transaction.cleanup.interval.ms=500
                group.min.session.timeout.ms=1000
                group.initial.rebalance.delay.ms=0
                log.cleaner.dedupe.buffer.size=2097152
                log.index.size.max.bytes=1048576
                """.formatted(address);
    }

    private static String controller(String address) {
        return """
                process.roles=controller
                listeners=CONTROLLER://%s
                """.formatted(address);
    }

    /** Whether every replica is where its leader is, so that any one broker can be missed. */
    boolean areInSync() {
        Map<String, Object> client =
                Map.of("bootstrap.servers", servers, "default.api.timeout.ms", 5_000, "request.timeout.ms", 2_000);
        try (Admin admin = Admin.create(client)) {
            return admin
                    .describeTopics(admin.listTopics(new ListTopicsOptions().listInternal(true))
                            .names()
                            .get())
                    .allTopicNames()
                    .get()
                    .values()
                    .stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.isr().size() == BROKERS);
        } catch (ExecutionException e) {
            return false; // one is not there
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
