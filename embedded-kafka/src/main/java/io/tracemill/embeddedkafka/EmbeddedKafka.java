package io.tracemill.embeddedkafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A single-node cluster: broker and controller in this JVM, one replica of everything, on the loopback device. Whoever
 * starts it closes it, and deletes its directory afterwards.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final int ATTEMPTS = 5;

    /** A broker whose files are gone takes minutes to end by itself; nobody waits for that. */
    private static final Duration HALT = Duration.ofSeconds(2);

    private final Path directory;
    private final Map<String, String> settings;
    private final String clusterId = Uuid.randomUuid().toString();
    private volatile FreePorts ports;
    private volatile BrokerStart.@Nullable Running running;
    private boolean formatted;

    private volatile Runnable listener = () -> {};
    private volatile boolean failed;
    private volatile @Nullable Thread halting;

    private EmbeddedKafka(Path directory, Map<String, String> settings) throws IOException {
        this.directory = directory;
        this.settings = Map.copyOf(settings);
        this.ports = FreePorts.find();
    }

    /**
     * A new cluster that keeps its data in a directory, and is not started yet.
     *
     * @param dir holds no other cluster; created if missing
     * @throws IOException if the directory cannot be written; the message is one line
     */
    public static EmbeddedKafka prepare(Path dir) throws IOException {
        return prepare(dir, Map.of());
    }

    /**
     * Likewise, with settings of the broker that overrule ours, such as those for logins and rights. Its listener for clients is
     * named {@code CLIENTS}.
     */
    public static EmbeddedKafka prepare(Path dir, Map<String, String> settings) throws IOException {
        checkWritable(dir);
        return new EmbeddedKafka(dir, settings);
    }

    /** A new cluster, started. */
    public static EmbeddedKafka start(Path dir) throws IOException {
        EmbeddedKafka kafka = prepare(dir);
        kafka.start();
        return kafka;
    }

    /**
     * Starts it; returns once clients can connect. If somebody took its port since it was prepared, it moves to another one:
     * {@link #bootstrapServers} tells. After {@link #close} it can be started again, with all that it held.
     *
     * @throws IOException if the broker does not start; the message is one line
     */
    public void start() throws IOException {
        Path data = directory.resolve("kafka");
        if (!formatted) {
            format(data, clusterId);
            formatted = true;
        }
        for (int attempt = 1; running == null; attempt++) {
            try {
                running = new BrokerStart(data, ports, settings).await(this::fail);
            } catch (BindException e) {
                if (attempt == ATTEMPTS) {
                    throw new IOException(
                            directory + ": the embedded broker finds no free ports: " + e.getMessage(), e);
                }
                LOG.debug("ports {} were taken, trying others", ports, e);
                ports = FreePorts.find();
            }
        }
    }

    /**
     * Topics of the broker's own that it creates when the first group and the first transaction ask for them. Created
     * earlier, they spare both the wait.
     */
    public static List<NewTopic> coordinatorTopics() {
        Map<String, String> settings = Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        return Stream.of(Topic.GROUP_METADATA_TOPIC_NAME, Topic.TRANSACTION_STATE_TOPIC_NAME)
                .map(name -> new NewTopic(name, 1, (short) 1).configs(settings))
                .toList();
    }

    /**
     * Asks to be told, on a thread of the broker, when it failed and will serve nobody any more: mostly because its disk
     * is full. One listener at a time; none hears of what happens after {@link #halt} or {@link #close}.
     */
    public void onFailure(Runnable told) {
        listener = told;
    }

    /** Whether it failed. */
    public boolean failed() {
        return failed;
    }

    private void fail() {
        failed = true;
        listener.run();
    }

    /** Where clients connect, as {@code host:port}. */
    public String bootstrapServers() {
        return FreePorts.HOST + ":" + ports.broker();
    }

    /** The directory it was started in. */
    public Path directory() {
        return directory;
    }

    /** Identity of the cluster: 22 letters, digits, {@code -} and {@code _}; another one for every cluster. */
    public String clusterId() {
        return clusterId;
    }

    /** Shuts down in order, which takes a fraction of a second; after {@link #halt}, waits that long and no longer. */
    @Override
    public void close() {
        Thread halting = this.halting;
        if (halting == null) {
            shutDown();
        } else {
            join(halting);
        }
    }

    /**
     * Gives up the broker and returns at once, while its threads end behind the caller's back: for a cluster whose data
     * is of no further use. To be called once; {@link #close} then says when the directory can be deleted.
     */
    public void halt() {
        halting = BrokerStart.inBackground(null, "embedded-kafka-halt", this::shutDown);
    }

    private void shutDown() {
        BrokerStart.Running running = this.running;
        if (running != null) {
            running.shutDown();
            this.running = null;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(HALT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void checkWritable(Path dir) throws IOException {
        try {
            Files.createDirectories(dir);
            Files.delete(Files.createTempFile(dir, "writable", null));
        } catch (IOException e) {
            throw new IOException(dir + ": cannot be written (" + reason(e) + ")", e);
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private static void format(Path data, String clusterId) throws IOException {
        try {
            Files.createDirectories(data);
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setClusterId(clusterId)
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                    .setDirectories(List.of(data.toString()))
                    .setMetadataLogDirectory(data.toString())
                    .run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(data + ": cannot be formatted for the embedded broker: " + e.getMessage(), e);
        }
    }
}
