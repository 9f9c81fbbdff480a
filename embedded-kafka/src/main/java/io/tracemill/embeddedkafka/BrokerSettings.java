package io.tracemill.embeddedkafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The settings of the only node of a cluster, which is broker and controller in one, small, and quick to start. */
final class BrokerSettings {

    static final int NODE_ID = 1;
    static final String CLIENT_LISTENER = "CLIENTS";
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    /**
     * Largest record, in bytes. Internal topics, such as changelogs, set no limit of their own, so the limit of the
     * broker is generous.
     */
    private static final int LARGEST_RECORD_BYTES = 16 << 20;

    private BrokerSettings() {}

    /** All settings. Given settings override these. */
    static Properties of(Path data, FreePorts ports, Map<String, String> given) {
        Properties settings = new Properties();
        quorum(settings, data, ports);
        internalTopics(settings);
        size(settings);
        timing(settings);
        settings.putAll(given);
        return settings;
    }

    private static void quorum(Properties settings, Path data, FreePorts ports) {
        String broker = CLIENT_LISTENER + "://" + FreePorts.HOST + ":" + ports.broker();
        String controller = FreePorts.HOST + ":" + ports.controller();
        set(settings, "process.roles", "broker,controller");
        set(settings, "node.id", NODE_ID);
        set(settings, "log.dirs", data.toAbsolutePath());
        set(settings, "controller.quorum.voters", NODE_ID + "@" + controller);
        set(settings, "listeners", broker + "," + CONTROLLER_LISTENER + "://" + controller);
        set(settings, "advertised.listeners", broker);
        set(settings, "inter.broker.listener.name", CLIENT_LISTENER);
        set(settings, "controller.listener.names", CONTROLLER_LISTENER);
        set(
                settings,
                "listener.security.protocol.map",
                CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    }

    private static void internalTopics(Properties settings) {
        set(settings, "auto.create.topics.enable", false);
        set(settings, "default.replication.factor", 1);
        set(settings, "min.insync.replicas", 1);
        set(settings, "num.partitions", 1);
        set(settings, "offsets.topic.num.partitions", 1);
        set(settings, "offsets.topic.replication.factor", 1);
        set(settings, "transaction.state.log.num.partitions", 1);
        set(settings, "transaction.state.log.replication.factor", 1);
        set(settings, "transaction.state.log.min.isr", 1);
        set(settings, "share.coordinator.state.topic.num.partitions", 1);
        set(settings, "share.coordinator.state.topic.replication.factor", 1);
        set(settings, "share.coordinator.state.topic.min.isr", 1);
    }

    private static void size(Properties settings) {
        set(settings, "message.max.bytes", LARGEST_RECORD_BYTES);
        set(settings, "num.network.threads", 2);
        set(settings, "num.io.threads", 4);
        set(settings, "background.threads", 2);
        set(settings, "num.replica.fetchers", 1);
        set(settings, "log.cleaner.threads", 1);
        set(settings, "log.cleaner.dedupe.buffer.size", 2 << 20);
        set(settings, "log.cleaner.io.buffer.size", 64 << 10);
        set(settings, "log.index.size.max.bytes", 1 << 20);
        set(settings, "producer.id.expiration.ms", 3_600_000);
    }

    private static void timing(Properties settings) {
        set(settings, "group.initial.rebalance.delay.ms", 0);
        set(settings, "group.min.session.timeout.ms", 1_000);
        set(settings, "controller.quorum.election.timeout.ms", 100);
        set(settings, "controller.quorum.election.backoff.max.ms", 50);
        // A laptop that sleeps or swaps must not fence its only broker.
        set(settings, "broker.session.timeout.ms", 120_000);
        set(settings, "broker.heartbeat.interval.ms", 1_000);
    }

    private static void set(Properties settings, String key, Object value) {
        settings.setProperty(key, value.toString());
    }
}
