package io.tracemill.embeddedkafka;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.internals.Topic;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cluster of one node: broker and controller in this JVM, one replica of everything, on the loopback device. The
 * caller closes it, and deletes its directory afterwards unless the cluster is to be opened again.
 */
public final class EmbeddedKafka implements AutoCloseable {

    /** The file in the directory of a cluster that is kept, with the settings that its clients need. */
    public static final String CLIENT_SETTINGS = "client.properties";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final int ATTEMPTS = 5;

    /** Longest time to wait for a broker to end. A broker whose files are gone takes minutes by itself. */
    private static final Duration HALT = Duration.ofSeconds(2);

    private final Path directory;
    private final Map<String, String> settings;
    private final Map<String, Object> login;
    private final int wantedPort;
    private final String clusterId;
    private volatile FreePorts ports;
    private volatile BrokerStart.@Nullable Running running;
    private boolean formatted;

    private volatile Runnable listener = () -> {};
    private volatile boolean failed;
    private volatile @Nullable Thread halting;

    private EmbeddedKafka(Path directory, Map<String, String> settings, Map<String, Object> login, int wantedPort)
            throws IOException {
        this.directory = directory;
        this.settings = Map.copyOf(settings);
        this.login = login;
        this.wantedPort = wantedPort;
        this.ports = FreePorts.find(wantedPort);
        Optional<String> kept = ClusterFiles.id(data());
        this.formatted = kept.isPresent();
        this.clusterId = kept.orElseGet(() -> Uuid.randomUuid().toString());
    }

    /**
     * Prepares a cluster that keeps its data in a directory, without starting it.
     *
     * @param dir directory without another cluster; created if missing
     * @throws IOException if the directory cannot be written; the message is one line
     */
    public static EmbeddedKafka prepare(Path dir) throws IOException {
        return prepare(dir, Map.of());
    }

    /**
     * Prepares a cluster with settings of the broker that override the defaults, such as those for logins and rights.
     * The name of its listener for clients is {@code CLIENTS}.
     *
     * @param dir directory without another cluster; created if missing
     * @throws IOException if the directory cannot be written; the message is one line
     */
    public static EmbeddedKafka prepare(Path dir, Map<String, String> settings) throws IOException {
        checkWritable(dir);
        return new EmbeddedKafka(dir, settings, Map.of(), 0);
    }

    /**
     * Prepares a cluster that serves nobody but clients with {@link #clientSettings}, which hold a password of its own.
     *
     * @param dir directory without another cluster; created if missing
     * @throws IOException if the directory cannot be written; the message is one line
     */
    public static EmbeddedKafka prepareProtected(Path dir) throws IOException {
        checkWritable(dir);
        BrokerLogin login = BrokerLogin.random();
        return new EmbeddedKafka(dir, login.ofBroker(), login.ofClient(), 0);
    }

    /**
     * Prepares a cluster that outlives its process: prepared again, it has the same data and the same login. The login
     * is in the file {@link #CLIENT_SETTINGS} of the directory, which only its owner can read.
     *
     * @param dir directory of such a cluster, which no other process uses now; created if missing
     * @param port port for clients
     * @throws BindException if the port is in use
     * @throws IOException if the directory cannot be written; the message is one line
     */
    public static EmbeddedKafka prepareKept(Path dir, int port) throws IOException {
        checkWritable(dir);
        BrokerLogin login = LoginFile.of(dir.resolve(CLIENT_SETTINGS));
        Map<String, String> settings = new HashMap<>(login.ofBroker());
        settings.put("broker.session.timeout.ms", "10000"); // a killed one is let in again after that
        return new EmbeddedKafka(dir, settings, login.ofClient(), port);
    }

    /** Prepares a cluster and starts it. */
    public static EmbeddedKafka start(Path dir) throws IOException {
        EmbeddedKafka kafka = prepare(dir);
        kafka.start();
        return kafka;
    }

    /**
     * Starts the cluster. Returns once clients can connect. If another process took its port since it was prepared, it
     * moves to another one; {@link #bootstrapServers} tells which. After {@link #close} it can be started again, with
     * all its data.
     *
     * @throws IOException if the broker does not start; the message is one line
     */
    public void start() throws IOException {
        Path data = data();
        if (!formatted) {
            ClusterFiles.format(data, clusterId);
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
                ports = FreePorts.find(wantedPort);
            }
        }
    }

    /**
     * The internal topics that the broker creates when the first group and the first transaction ask for them. Creating
     * them earlier spares both the wait.
     */
    public static List<NewTopic> coordinatorTopics() {
        Map<String, String> settings = Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        return Stream.of(Topic.GROUP_METADATA_TOPIC_NAME, Topic.TRANSACTION_STATE_TOPIC_NAME)
                .map(name -> new NewTopic(name, 1, (short) 1).configs(settings))
                .toList();
    }

    /**
     * Sets a listener that is called, on a thread of the broker, when the broker failed and will not serve anybody any
     * more, mostly because its disk is full. There is one listener at a time. It is not told of what happens after
     * {@link #halt} or {@link #close}.
     */
    public void onFailure(Runnable told) {
        listener = told;
    }

    /** Whether the broker failed. */
    public boolean failed() {
        return failed;
    }

    private void fail() {
        failed = true;
        listener.run();
    }

    /** The address that clients connect to, as {@code host:port}. */
    public String bootstrapServers() {
        return FreePorts.HOST + ":" + ports.broker();
    }

    /** The settings with which any client reaches the cluster: its address, and the login if one is needed. */
    public Map<String, Object> clientSettings() {
        Map<String, Object> client = new HashMap<>(login);
        client.put("bootstrap.servers", bootstrapServers());
        return client;
    }

    private Path data() {
        return directory.resolve("kafka");
    }

    /** The directory of the cluster's data. */
    public Path directory() {
        return directory;
    }

    /** The id of the cluster: 22 letters, digits, {@code -} and {@code _}. No two clusters have the same. */
    public String clusterId() {
        return clusterId;
    }

    /** Shuts down in order, which takes a fraction of a second. After {@link #halt}, waits at most that long. */
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
     * Gives up the broker and returns at once, while its threads end in the background. For a cluster whose data is no
     * longer needed. To be called once; when {@link #close} returns, the directory can be deleted.
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
}
